"""Measures Hallmark beside two C programs on libcurl, and prints a Markdown table with the ratios.

Every scenario runs its programs in turn, round after round, so that what disturbs the machine disturbs all of them;
the table shows medians. BENCH.md in this folder tells what the scenarios are.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
KEYS = ("wall", "cpu", "memory", "instructions")

# What `--small` sees on a quiet day: instructions (or CPU time, where nobody may count) of Hallmark for each of the C
# program with checks. Ten times as much is no noise any more.
USUAL_RATIO = 1.4
SURPRISE = 10

# The most cases of a run, which shows whether cost grows with their number.
MOST = 100_000

RULE = """\
  case-{number}:
    rule: Case {number} is answered as it should be.
    GET: /data.json
    expect:
      status: 200
      headers: {{Content-Type: application/json}}
      json: {{name: bench, id: "<string /[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}/>", items: {{<count>: 10}}}}
"""


def document():
    """About 2 KB of JSON: a name, an identifier, ten elements."""
    items = [
        {"id": f"item-{n}", "title": f"element number {n}", "tags": ["a", "b"], "size": n * 1000, "text": "x" * 90}
        for n in range(10)
    ]
    return json.dumps({"name": "bench", "id": "0190a2c4-7d3e-4f61-8b52-6c9d0e1f2a3b", "items": items})


def write_suite(folder, files, rules):
    folder.mkdir(parents=True)
    (folder / "suite.yaml").write_text("suite: bench\ntitle: Bench\nenvironment: here.yaml\n")
    (folder / "here.yaml").write_text("environment: here\nendpoint: http://127.0.0.1:1\n")
    for file in range(files):
        text = f"contract: file-{file}\nsource: bench\n\nrules:\n"
        text += "\n".join(RULE.format(number=number) for number in range(rules))
        (folder / f"file-{file}.yaml").write_text(text)
    return folder


class Late:
    """A server that answers after so many milliseconds."""

    def __init__(self, work, slow, milliseconds):
        data = work / "data.json"
        data.write_text(document())
        self.process = subprocess.Popen([slow, str(data), str(milliseconds)], stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}"

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Servers:
    """nginx with one worker, and a server that answers late; both on free ports of the loopback interface."""

    def __init__(self, work, slow):
        (work / "www").mkdir()
        (work / "www" / "data.json").write_text(document())
        self.late = Late(work, slow, 20)
        self.late_url = self.late.url
        socket_port = self.free_port()
        (work / "nginx.conf").write_text(f"""\
daemon off; master_process off; worker_processes 1; pid {work}/nginx.pid; error_log {work}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile off; tcp_nodelay on; keepalive_requests 100000000; keepalive_timeout 600s;
  types {{ application/json json; }}
  open_file_cache max=10; client_body_temp_path {work}; proxy_temp_path {work}; fastcgi_temp_path {work};
  uwsgi_temp_path {work}; scgi_temp_path {work};
  server {{ listen 127.0.0.1:{socket_port} backlog=512; root {work}/www; }}
}}
""")
        self.nginx = subprocess.Popen(
            [shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin"), "-c", str(work / "nginx.conf")])
        self.url = f"http://127.0.0.1:{socket_port}"

    @staticmethod
    def free_port():
        import socket

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            return free.getsockname()[1]

    def stop(self):
        self.late.stop()
        self.nginx.terminate()
        self.nginx.wait()


class Emulator:
    """A served emulator with an account of its own, and what requests cost it."""

    BODY = '{"module_name": "%s%%ld", "module_description": "a description of some words"}'

    def __init__(self, hallmark, load):
        self.load = load
        self.process = subprocess.Popen([hallmark, "serve", "rfs"], stdout=subprocess.PIPE, text=True)
        ready = json.loads(self.process.stdout.readline())
        self.url = ready["endpoint"] + "/v1/private-modules"
        account = self.call(
            "POST", ready["admin_endpoint"] + "/accounts", [], json.dumps({"quota": {"modules": 1_000_000}}))
        self.headers = [
            f"X-Auth-Token: {account['token']}", "Client-Request-Id: 3fef5d3e-27b6-44e8-9769-1d7262bd9430"]

    @staticmethod
    def call(method, url, headers, body=None):
        request = urllib.request.Request(
            url, data=body and body.encode(), method=method, headers=dict(line.split(": ", 1) for line in headers))
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def cost(self, count, query="", status=200, body=""):
        """CPU seconds of the emulator for each of so many requests, over two connections."""
        facts = json.loads(subprocess.run(
            [self.load, str(self.process.pid), self.url + query, str(count), "2", str(status), body, *self.headers],
            stdout=subprocess.PIPE, text=True, check=True).stdout)
        return max(facts["cpu"], 1e-9) / count

    def create(self, count, prefix):
        return self.cost(count, status=201, body=self.BODY % prefix)

    def last_page(self, limit):
        """The query of the page that is furthest from the start."""
        query = f"?limit={limit}"
        while True:
            info = self.call("GET", self.url + query, self.headers)["page_info"]
            if "next_marker" not in info:
                return query
            query = f"?limit={limit}&marker={info['next_marker']}"

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Bench:
    def __init__(self, hallmark, work, rounds):
        self.hallmark, self.work, self.rounds = hallmark, work, rounds
        self.programs = {}
        for name in ("measure", "bare", "checked", "slow", "load"):
            program = work / name
            subprocess.run(
                [os.environ.get("CC", "cc"), "-O2", "-Wall", "-Wextra", "-o", program, HERE / f"{name}.c",
                 "-lcurl", "-lpthread"], check=True)
            self.programs[name] = str(program)

    def measure(self, command):
        output = subprocess.run(
            [self.programs["measure"], *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        facts = json.loads(output.stdout)
        if facts["status"] != 0:
            sys.exit(f"error: {command} ended with {facts['status']}\n{output.stderr}")
        return facts

    def compare(self, commands, rounds=None):
        """Medians of interleaved rounds, by the name of the command."""
        samples = {name: [] for name in commands}
        for _ in range(rounds or self.rounds):
            for name, command in commands.items():
                samples[name].append(self.measure(command))
        return {
            name: {key: statistics.median(s[key] for s in all_of_it) for key in KEYS}
            for name, all_of_it in samples.items()
        }

    def run(self, suite, url, jobs):
        return [self.hallmark, "run", str(suite), "--endpoint", url, "-j", str(jobs), "-q", "--report", "junit",
                "--report-dir", str(self.work / "reports"), "--history", "none"]

    def bare(self, url, count, width):
        return [self.programs["bare"], url + "/data.json", str(count), str(width)]

    def checked(self, url, count, width):
        return [self.programs["checked"], url + "/data.json", str(count), str(width), str(self.work / "junit.xml")]


def row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def three_way(bench, suite, url, count, width, jobs=None, rounds=None):
    return bench.compare({
        "bare": bench.bare(url, count, width),
        "checked": bench.checked(url, count, width),
        "hallmark": bench.run(suite, url, jobs or width),
    }, rounds)


def table(bench, servers, sizes):
    lines = [row("scenario", "measure", "bare C", "C with checks", "Hallmark", "ratio", "goal")]
    lines.append(row(*["---"] * 7))

    def add(scenario, what, medians, key, factor, digits, goal):
        values = {name: medians[name][key] * factor for name in medians}
        ratio = f"{values['hallmark'] / values['checked']:.2f} x" if "checked" in values else ""
        shown = [f"{values[name]:,.{digits}f}" if name in values else "" for name in ("bare", "checked", "hallmark")]
        lines.append(row(scenario, what, *shown, ratio, goal))
        print(lines[-1], file=sys.stderr)

    one = three_way(bench, sizes[1], servers.url, 1, 1)
    add("start-up, 1 case", "ms", one, "wall", 1e3, 1, "2 x")
    many = max(size for size in sizes if size != MOST)
    for width, name, goal in ((1, "sequential", "1.5 x"), (4, "parallel, 4 at once", "2 x")):
        result = three_way(bench, sizes[many], servers.url, many, width)
        add(f"{name}, {many:,} cases", "s", result, "wall", 1, 3, goal)
        add("", "CPU us a case", result, "cpu", 1e6 / many, 1, "1.5 x")
        add("", "peak MB", result, "memory", 1, 1, "32 MB")
    if 1_000 in sizes and many != 1_000:
        thousand = three_way(bench, sizes[1_000], servers.url, 1_000, 1)
        add("sequential, 1,000 cases", "peak MB", thousand, "memory", 1, 1, "32 MB")
    if MOST in sizes:
        # Once is enough: it takes half a minute, and memory does not change from one time to the next.
        most = three_way(bench, sizes[MOST], servers.url, MOST, 1, rounds=1)
        add(f"sequential, {MOST:,} cases", "CPU us a case", most, "cpu", 1e6 / MOST, 1, "as for fewer")
        add("", "peak MB", most, "memory", 1, 1, "32 MB")
    late = three_way(bench, sizes[200], servers.late_url, 200, 100)
    add("200 cases x 20 ms, 100 at once", "s", late, "wall", 1, 3, "0.060 s")
    auto = three_way(bench, sizes[200], servers.late_url, 200, 100, "auto")
    add("the same, -j auto", "s", auto, "wall", 1, 3, "")
    files = bench.work / "files"
    reading = bench.compare({"hallmark": [bench.hallmark, "lint", str(files)]})
    add("reading 1,000 files of 10 cases", "ms", reading, "wall", 1e3, 0, "150 ms")
    contracts = bench.compare({
        "hallmark": [bench.hallmark, "run", "Contracts/rfs", "-q", "--report-dir", str(bench.work / "reports"),
                     "--history", "none"]})
    add("all contracts on the embedded emulator", "s", contracts, "wall", 1, 2, "2 s")
    add("", "peak MB", contracts, "memory", 1, 1, "")
    return lines + emulator_rows(bench)


def emulator_rows(bench):
    """What requests cost the emulator: its CPU time, so that the program that sends them does not count."""
    emulator = Emulator(bench.hallmark, bench.programs["load"])
    try:
        emulator.create(10, "a")
        ten = statistics.median(emulator.cost(20_000) for _ in range(bench.rounds))
        created = statistics.median(emulator.create(10_000 // bench.rounds, f"b{n}-") for n in range(bench.rounds))
        first, last = "?limit=10", emulator.last_page(10)
        costs = [(emulator.cost(5_000, first), emulator.cost(5_000, last)) for _ in range(bench.rounds)]
    finally:
        emulator.stop()
    start, end = (statistics.median(column) * 1e6 for column in zip(*costs))
    lines = [
        row("emulator: list of ten modules", "requests/s on one core", "", "", f"{1 / ten:,.0f}", "", "15,000"),
        row("emulator: creation of a module", "requests/s on one core", "", "", f"{1 / created:,.0f}", "", "3,000"),
        row("emulator: page of 10 of 10,000 modules", "CPU us, first / last", "", "", f"{start:,.0f} / {end:,.0f}",
            f"{end / start:.2f} x", "1 x"),
    ]
    for line in lines:
        print(line, file=sys.stderr)
    return lines


def small(bench, late):
    """Fails where a thousand cases cost ten times what they usually do beside the C program."""
    count = 1_000
    suite = write_suite(bench.work / "cases", count // 50, 50)
    medians = bench.compare({
        "checked": bench.checked(late.url, count, 1), "hallmark": bench.run(suite, late.url, 1)})
    key = "instructions" if all(facts["instructions"] for facts in medians.values()) else "cpu"
    ratio = medians["hallmark"][key] / medians["checked"][key]
    print(f"{count:,} cases: {ratio:.1f} times the {key} of the C program with checks, usually {USUAL_RATIO}")
    if ratio > USUAL_RATIO * SURPRISE:
        sys.exit("error: that is more than ten times as much as usual")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("hallmark", help="the program to measure, a release build")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--small", action="store_true", help="only see that nothing has become ten times as slow")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "reports" / "bench.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hallmark-bench-") as folder:
        work = pathlib.Path(folder)
        bench = Bench(str(pathlib.Path(options.hallmark).resolve()), work, options.rounds)
        if options.small:
            late = Late(work, bench.programs["slow"], 0)
            try:
                return small(bench, late)
            finally:
                late.stop()
        sizes = {count: write_suite(work / f"cases-{count}", max(1, count // 50), min(50, count))
                 for count in sorted({1, 200, 1_000, options.cases} | ({MOST} if options.cases == 10_000 else set()))}
        write_suite(work / "files", 1_000, 10)
        servers = Servers(work, bench.programs["slow"])
        try:
            lines = table(bench, servers, sizes)
        finally:
            servers.stop()
    text = "# Speed\n\n" + f"Medians of {options.rounds} interleaved rounds, {os.cpu_count()} cores; " \
        "the ratio is Hallmark to the C program with checks.\n\n" + "\n".join(lines) + "\n"
    options.output.parent.mkdir(exist_ok=True)
    options.output.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
