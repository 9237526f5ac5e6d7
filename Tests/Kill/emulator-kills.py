#!/usr/bin/env python3
"""Kills the emulator at random moments under load and shows that nothing it acknowledged is lost.

usage: Tests/Kill/emulator-kills.py [KILLS] [SEED]      (needs a built .build/debug/hallmark)
"""
import http.client, json, os, random, signal, subprocess, sys, tempfile, threading, time
from urllib.parse import urlsplit

kills = int(sys.argv[1]) if len(sys.argv) > 1 else 10
chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
hallmark = os.environ.get("HALLMARK", ".build/debug/hallmark")
lock = threading.Lock()
acknowledged, deleted, unsure, number = {}, set(), set(), 0


def start(data):
    process = subprocess.Popen([hallmark, "serve", "rfs", "--data", data], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return process, json.loads(process.stdout.readline())


def call(connection, ready, method, path, body=None):
    headers = {"X-Auth-Token": ready["token"], "Client-Request-Id": "11111111-1111-4111-8111-111111111111"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def load(ready):
    """Creates and deletes until the process is gone; an answer that did not come leaves the thing unsure."""
    global number
    connection = http.client.HTTPConnection(urlsplit(ready["endpoint"]).netloc, timeout=10)
    try:
        while True:
            with lock:
                number += 1
                name = f"m{number}"
                victim = chance.choice(sorted(acknowledged)) if acknowledged and chance.random() < 0.3 else None
                unsure.add(name)
                if victim:
                    del acknowledged[victim]
                    unsure.add(victim)
            status, body = call(connection, ready, "POST", "/v1/private-modules", {"module_name": name})
            if status == 201:
                with lock:
                    unsure.discard(name)
                    acknowledged[name] = json.loads(body)["module_id"]
            if victim and call(connection, ready, "DELETE", f"/v1/private-modules/{victim}")[0] == 204:
                with lock:
                    unsure.discard(victim)
                    deleted.add(victim)
    except (OSError, http.client.HTTPException, ValueError):
        return


failures = 0
with tempfile.TemporaryDirectory() as folder:
    data = os.path.join(folder, "state.sqlite")
    for kill in range(kills):
        process, ready = start(data)
        threads = [threading.Thread(target=load, args=(ready,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(chance.uniform(0.05, 1.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for thread in threads:
            thread.join()
        process, ready = start(data)
        connection = http.client.HTTPConnection(urlsplit(ready["endpoint"]).netloc, timeout=10)
        for name, identifier in sorted(acknowledged.items()):
            status, body = call(connection, ready, "GET", f"/v1/private-modules/{name}/metadata")
            if status != 200 or json.loads(body)["module_id"] != identifier:
                print(f"FAILED: kill {kill}: {name} was acknowledged and is lost: {status}")
                failures += 1
        for name in sorted(deleted):
            if call(connection, ready, "GET", f"/v1/private-modules/{name}/metadata")[0] != 404:
                print(f"FAILED: kill {kill}: the deletion of {name} was acknowledged and is lost")
                failures += 1
        process.send_signal(signal.SIGTERM)
        if process.wait(timeout=20) != 0:
            print(f"FAILED: kill {kill}: a graceful stop ended with {process.returncode}")
            failures += 1
print(f"{kills} kills: {len(acknowledged)} modules kept, {len(deleted)} deletions kept, {len(unsure)} refused or unanswered, {failures} failures")
sys.exit(1 if failures else 0)
