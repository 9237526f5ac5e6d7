#!/usr/bin/env python3
"""Runs the whole RFS suite against a service whose every answer is padded to a size, and bounds the memory of the run.

usage: Tests/Hostile/large.py [--size MB] [--jobs N|auto] [--padding KIND] [--rule GLOB]     (needs a built hallmark)

The service is the emulator behind a proxy that pads its JSON: as documented, but for a member that makes it long.
"""
import argparse, http.client, json, os, pathlib, socket, subprocess, sys, tempfile, threading, time
from urllib.parse import urlsplit

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
from check import LAUNCHER, MEMORY

HALLMARK = os.environ.get("HALLMARK", ".build/debug/hallmark")
PART = 1 << 20
# What fills a megabyte of an answer, and what stands before and behind.
PADDINGS = {
    "spaces": (b"", b" " * PART, b""),
    "text": (b',"padding":"', b"x" * PART, b'"'),
    "numbers": (b",\"padding\":[0", b",1" * (PART // 2), b"]"),
    "arrays": (b',"padding":[0', (b"," + b"[" * 8 + b"]" * 8) * (PART // 17), b"]"),
    "members": (b',"padding":{"a":0', b',"b":1' * (PART // 6), b"}"),
}


class Proxy:
    """Passes requests on, and pads the JSON objects that come back."""

    def __init__(self, target, size, padding):
        self.target, self.size, self.padding = target, size, PADDINGS[padding]
        self.answers = 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock):
        upstream = http.client.HTTPConnection(self.target, timeout=60)
        pending = b""
        try:
            while True:
                while b"\r\n\r\n" not in pending:
                    data = sock.recv(1 << 16)
                    if not data:
                        return
                    pending += data
                head, _, pending = pending.partition(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                fields = [tuple(part.strip() for part in line.split(":", 1)) for line in lines[1:]]
                length = next((int(value) for name, value in fields if name.lower() == "content-length"), 0)
                while len(pending) < length:
                    data = sock.recv(1 << 16)
                    if not data:
                        return
                    pending += data
                content, pending = pending[:length], pending[length:]
                method, target = lines[0].split(" ")[:2]
                upstream.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
                for name, value in fields:
                    upstream.putheader(name, value)
                upstream.endheaders(content or None)
                answer = upstream.getresponse()
                self._pass(sock, method, answer, answer.read())
        except (OSError, ValueError, http.client.HTTPException):
            pass
        finally:
            upstream.close()
            sock.close()

    def _pass(self, sock, method, answer, body):
        fields = [(name, value) for name, value in answer.getheaders() if name.lower() not in ("content-length", "connection", "transfer-encoding")]
        before, part, behind = self.padding
        pads = body.endswith(b"}") and method != "HEAD" and body != b"{}"
        count = int(self.size * 1_000_000 - len(body)) // len(part) if pads else 0
        length = len(body) + (len(before) + count * len(part) + len(behind) if count > 0 else 0)
        head = f"HTTP/1.1 {answer.status} {answer.reason}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields)
        if answer.status not in (204, 304):
            head += f"Content-Length: {length}\r\n"
        self.answers += 1
        sock.sendall(head.encode("latin-1") + b"\r\n")
        if count <= 0:
            return sock.sendall(body)
        sock.sendall(body[:-1] + before)
        for _ in range(count):
            sock.sendall(part)
        sock.sendall(behind + b"}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=float, default=60)
    parser.add_argument("--jobs", default="8")
    parser.add_argument("--padding", default="numbers", choices=PADDINGS)
    parser.add_argument("--rule", action="append", default=[])
    parser.add_argument("--run-timeout", default="10m")
    parser.add_argument("--option", action="append", default=[])
    options = parser.parse_args()
    emulator = subprocess.Popen([HALLMARK, "serve", "rfs"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        ready = json.loads(emulator.stdout.readline())
        proxy = Proxy(urlsplit(ready["endpoint"]).netloc, options.size, options.padding)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            command = [
                sys.executable, "-I", "-S", "-c", LAUNCHER, str(folder / "peak"), HALLMARK, "run", "Contracts/rfs",
                "-u", f"http://127.0.0.1:{proxy.port}", "-j", options.jobs, "--run-timeout", options.run_timeout, "--history", "none",
                "--report-dir", str(folder / "reports"), "--ledger", str(folder / "ledger"), "-q",
                *[part for name in ("admin_endpoint", "object_store_url", "region", "domain_id", "project_id") if name in ready
                  for part in ("--var", f"{name}={ready[name]}")],
                *[part for glob in options.rule for part in ("--rule", glob)], *options.option,
            ]
            began = time.monotonic()
            code = subprocess.run(command, env={**os.environ, "HALLMARK_TOKEN": ready["token"]}, stdout=subprocess.DEVNULL).returncode
            seconds = time.monotonic() - began
            peak = int((folder / "peak").read_text()) / 1024
            cases = json.loads((folder / "reports" / "report.json").read_text())["cases"]
            verdicts = {}
            for case in cases:
                verdicts[case["verdict"]] = verdicts.get(case["verdict"], 0) + 1
            reasons = {}
            for case in cases:
                if case["verdict"] in ("inconclusive", "error"):
                    reasons[case.get("code")] = reasons.get(case.get("code"), 0) + 1
            size = sum(file.stat().st_size for file in (folder / "reports").iterdir())
    finally:
        emulator.terminate()
        emulator.wait()
    words = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    print(f"{options.size} MB of {options.padding}, -j {options.jobs}: {peak:.0f} MiB, {seconds:.0f} s, exit {code}, {proxy.answers} answers, {words}, {reasons}, reports {size >> 20} MiB")
    return 0 if peak <= MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
