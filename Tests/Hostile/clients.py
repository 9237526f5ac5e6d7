#!/usr/bin/env python3
"""Hostile clients against the emulator: it answers or closes, stays within its memory, and loses nothing it acknowledged.

usage: Tests/Hostile/clients.py [--only TEXT]                     (needs a built .build/debug/hallmark)
"""
import concurrent.futures, contextlib, http.client, json, os, pathlib, re, signal, socket, subprocess, sys, tempfile, threading, time
from urllib.parse import urlsplit

HALLMARK = os.environ.get("HALLMARK", ".build/debug/hallmark")
REQUEST = "11111111-1111-4111-8111-111111111111"
MEMORY = 512
ACCOUNTS = int(os.environ.get("ACCOUNTS", "2000"))
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


class Emulator:
    def __init__(self, *options):
        self.process = subprocess.Popen(
            [HALLMARK, "serve", "rfs", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.ready = json.loads(self.process.stdout.readline())
        self.api, self.admin, self.objects = (
            urlsplit(self.ready[name]).netloc for name in ("endpoint", "admin_endpoint", "object_store_url"))
        self.port = {name: int(netloc.rpartition(":")[2]) for name, netloc in
                     (("api", self.api), ("admin", self.admin), ("objects", self.objects))}

    def headers(self, token=None):
        return {"X-Auth-Token": token or self.ready["token"], "Client-Request-Id": REQUEST}

    def names(self, token=None, connection=None):
        status, body = call(connection or http.client.HTTPConnection(self.api, timeout=20), "GET",
                            "/v1/private-modules?limit=1000", headers=self.headers(token))
        return {item["module_name"] for item in json.loads(body)["modules"]} if status == 200 else None

    def peak(self):
        """The most memory that the process had so far, in MiB."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", text).group(1)) / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


def call(connection, method, path, body=None, headers=None):
    connection.request(method, path, json.dumps(body) if isinstance(body, dict) else body, headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read()


def exchange(port, data, timeout=20):
    """What comes back for bytes, up to the end of the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout) as sock:
        with contextlib.suppress(OSError):
            sock.sendall(data)
            sock.shutdown(socket.SHUT_WR)
        answer = b""
        with contextlib.suppress(OSError):
            while part := sock.recv(1 << 16):
                answer += part
        return answer


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


@check
def slow_clients(e):
    """Hundreds of connections that drip heads and contents keep nobody from being answered."""
    head = f"POST /v1/private-modules HTTP/1.1\r\nHost: x\r\nX-Auth-Token: {e.ready['token']}\r\nClient-Request-Id: {REQUEST}\r\n"
    socks = []
    for number in range(400):
        sock = socket.create_connection(("127.0.0.1", e.port["api"]), 20)
        sock.sendall((head + ("Content-Length: 1000000\r\n\r\n{" if number % 2 else "X-Slow: ")).encode())
        socks.append(sock)
    longest = 0
    for round in range(40):
        for sock in socks[round::40]:
            with contextlib.suppress(OSError):
                sock.sendall(b"x")
        began = time.monotonic()
        expect(e.names() == set(), "the list is not answered")
        longest = max(longest, time.monotonic() - began)
    for sock in socks:
        sock.close()
    expect(longest < 10, f"an answer took {longest:.1f} s")
    return f"400 connections, the longest answer took {longest:.2f} s"


@check
def many_connections(e):
    """More connections than are taken at once wait, and are served when others end."""
    socks = [socket.create_connection(("127.0.0.1", e.port["api"]), 20) for _ in range(1200)]
    for sock in socks:
        sock.close()
    expect(e.names() == set(), "nobody is served any more")
    return "1200 connections came and went"


@check
def pipelining(e):
    """Requests sent in one go are answered in their order."""
    parts = []
    for number in range(200):
        last = "Connection: close\r\n" if number == 199 else ""
        path = "/v1/private-modules" if number % 3 else "/v1/private-modules/absent/metadata"
        parts.append(f"GET {path} HTTP/1.1\r\nHost: x\r\nX-Auth-Token: {e.ready['token']}\r\nClient-Request-Id: {REQUEST}\r\n{last}\r\n")
    answer = exchange(e.port["api"], "".join(parts).encode())
    statuses = re.findall(rb"HTTP/1\.1 (\d+)", answer)
    expect(statuses == [b"200" if n % 3 else b"404" for n in range(200)], f"{len(statuses)} answers, or out of order")
    return "200 requests"


@check
def methods(e):
    """Methods that are not documented are refused on every port, and break nothing."""
    seen = {}
    for name, paths in (("api", ["/", "/v1/private-modules", "/v1/private-modules/x/versions/1.0.0", "*"]),
                        ("admin", ["/", "/accounts", "/accounts/x", "/regions"]), ("objects", ["/", "/b/k"])):
        for path in paths:
            for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW", "get", "POST" * 100, "PRI"):
                data = f"{method} {path} HTTP/1.1\r\nHost: x\r\nX-Auth-Token: {e.ready['token']}\r\nClient-Request-Id: {REQUEST}\r\nConnection: close\r\n\r\n"
                answer = exchange(e.port[name], data.encode())
                status = int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0
                expect(status < 500, f"{method} {path} on {name} is answered with {status}")
                expect(status == 0 or status >= 400 or name == "objects", f"{method} {path} on {name} is answered with {status}")
                seen[status] = seen.get(status, 0) + 1
    return ", ".join(f"{status or 'closed'} {count} times" for status, count in sorted(seen.items()))


@check
def object_keys(e):
    """Keys are bytes: nothing leads out of the store, or into the bucket of packages."""
    keys = [b"/b/../../../../etc/passwd", b"/b/%2e%2e/%2e%2e/etc/passwd", b"/../etc/passwd", b"//etc/passwd", b"/b/..%2f..%2fetc%2fpasswd",
            b"/b/\xff\xfe", b"/b/%00", b"/b/%ff", b"/b/a%", b"/b/" + b"x" * 5000, b"/b/..\\..\\x", b"/%2e%2e/x", b"/b/.", b"/b/.."]
    kept = 0
    for key in keys:
        mark = f"mark {kept}".encode()
        put = exchange(e.port["objects"], b"PUT " + key + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(mark) + mark)
        got = exchange(e.port["objects"], b"GET " + key + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        expect(b"root:" not in got, f"{key} leads to a file")
        expect(not put[9:10] == b"5" and not got[9:10] == b"5", f"{key} is answered with {put[:30]} and {got[:30]}")
        if put[9:12] == b"200":
            kept += 1
            expect(got.endswith(mark), f"{key} gives back something else")
    for key in (b"/rfs-private-module-packages/x", b"/%72fs-private-module-packages/x", b"/b/../rfs-private-module-packages/x", b"/./rfs-private-module-packages/x"):
        got = exchange(e.port["objects"], b"GET " + key + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        expect(got[9:10] == b"4", f"{key} is answered with {got[:30]}")
    return f"{len(keys)} keys, {kept} of them kept"


@check
def limits(e):
    """What is too long is refused or ends the connection."""
    token = f"X-Auth-Token: {e.ready['token']}\r\nClient-Request-Id: {REQUEST}\r\n"
    post = "POST /v1/private-modules HTTP/1.1\r\nHost: x\r\n" + token
    many = "".join(f"X-{n}: y\r\n" for n in range(20_000))
    for what, data in {
        "a body of 13 MB": (post + "Content-Length: 13000000\r\n\r\n").encode() + b" " * 13_000_000,
        "a body of 13 MB in chunks": (post + "Transfer-Encoding: chunked\r\n\r\n").encode() + (b"10000\r\n" + b" " * 65536 + b"\r\n") * 200 + b"0\r\n\r\n",
        "a header line of 1 MB": (post + "X-Long: " + "x" * 1_000_000 + "\r\n\r\n").encode(),
        "20,000 header lines": (post + many + "\r\n").encode(),
        "a target of 1 MB": f"GET /{'x' * 1_000_000} HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
        "a length that is a word": (post + "Content-Length: many\r\n\r\n{}").encode(),
        "two lengths": (post + "Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}").encode(),
        "a length and chunks": (post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").encode(),
        "a chunk of 2^80 bytes": (post + "Transfer-Encoding: chunked\r\n\r\n100000000000000000000\r\n").encode(),
        "NUL": b"\0" * 100_000,
        "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x55" * 500,
        "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\x04\0\0\0\0\0" * 100,
    }.items():
        answer = exchange(e.port["api"], data)
        expect(not answer or answer[9:10] == b"4", f"{what} is answered with {answer[:40]}")
    expect(e.names() == set(), "nobody is served any more")
    return "12 kinds of too much"


@check
def large_uploads(e):
    """Many large contents at once stay within the memory of the emulator."""
    def upload(number):
        connection = http.client.HTTPConnection(e.objects, timeout=60)
        try:
            return call(connection, "PUT", "/big/same", b"x" * 40_000_000)[0]
        except OSError:
            return 0
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(upload, range(16)))
    expect(set(statuses) <= {0, 200, 503} and 200 in statuses, f"answered with {statuses}")
    call(http.client.HTTPConnection(e.objects), "DELETE", "/big/same")
    return f"16 contents of 40 MB at once, {statuses.count(200)} taken"


@check
def accounts(e):
    """Thousands of accounts are kept apart."""
    def some(first):
        admin, api = (http.client.HTTPConnection(netloc, timeout=60) for netloc in (e.admin, e.api))
        made = []
        for number in range(first, first + ACCOUNTS // 4):
            status, body = call(admin, "POST", "/accounts", {}, {"Content-Type": "application/json"})
            expect(status == 201, f"an account is answered with {status}")
            token = json.loads(body)["token"]
            status, _ = call(api, "POST", "/v1/private-modules", {"module_name": f"m{number}"}, e.headers(token))
            expect(status == 201, f"a module is answered with {status}")
            made.append((token, f"m{number}"))
        for token, name in made[::10]:
            expect(e.names(token, api) == {name}, "an account sees what is not its own")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(some, range(0, ACCOUNTS, ACCOUNTS // 4)))
    return f"{ACCOUNTS} accounts with a module each"


@check
def graceful_stop(_):
    """What was acknowledged before SIGTERM is there after a restart, and the stop is a success."""
    with tempfile.TemporaryDirectory() as folder:
        data = f"{folder}/state.sqlite"
        e = Emulator("--data", data)
        acknowledged, ended = set(), threading.Event()

        def load(letter):
            connection, number = http.client.HTTPConnection(e.api, timeout=20), 0
            with contextlib.suppress(OSError, http.client.HTTPException):
                while not ended.is_set():
                    number += 1
                    if call(connection, "POST", "/v1/private-modules", {"module_name": f"{letter}{number}"}, e.headers())[0] == 201:
                        acknowledged.add(f"{letter}{number}")
        threads = [threading.Thread(target=load, args=(letter,)) for letter in "abcd"]
        for thread in threads:
            thread.start()
        time.sleep(2)
        code = e.stop()
        ended.set()
        for thread in threads:
            thread.join()
        expect(code == 0, f"the exit code is {code}")
        e = Emulator("--data", data)
        try:
            connection, found, marker = http.client.HTTPConnection(e.api, timeout=20), set(), ""
            while marker is not None:
                path = "/v1/private-modules?limit=1000" + (f"&marker={marker}" if marker else "")
                page = json.loads(call(connection, "GET", path, headers=e.headers())[1])
                found |= {item["module_name"] for item in page["modules"]}
                marker = page["page_info"].get("next_marker")
        finally:
            e.stop()
        expect(acknowledged <= found, f"{len(acknowledged - found)} of {len(acknowledged)} are lost")
        return f"{len(acknowledged)} acknowledged, none lost"


def main():
    only = sys.argv[2] if sys.argv[1:2] == ["--only"] else ""
    emulator, failed = Emulator(), 0
    try:
        for item in CHECKS:
            if only not in item.__name__:
                continue
            began = time.monotonic()
            try:
                words = item(emulator)
                words = f"ok    {item.__name__}: {words}"
            except (AssertionError, OSError, http.client.HTTPException, ValueError) as error:
                failed += 1
                words = f"FAIL  {item.__name__}: {error!r}"
            print(f"{words} ({time.monotonic() - began:.1f} s)", flush=True)
        peak = emulator.peak()
        failed += peak > MEMORY
        print(f"{'FAIL' if peak > MEMORY else 'ok  '}  peak memory of the emulator: {peak:.0f} MiB")
        code = emulator.stop()
        failed += code != 0
        print(f"{'FAIL' if code else 'ok  '}  stopped with {code}")
    finally:
        emulator.process.kill()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
