#!/usr/bin/env python3
"""Runs contracts against hostile servers and checks what must hold against each of them.

usage: Tests/Hostile/check.py [--only TEXT] [--jobs N] [--table FILE]     (needs a built .build/debug/hallmark and openssl)
"""
import argparse, concurrent.futures, json, os, pathlib, re, signal, subprocess, sys, tempfile, threading, time

sys.path.insert(0, os.path.dirname(__file__))
import answers, certificates, reports, secure, wire  # noqa: F401 (most of them fill the list of behaviours)
from behaviour import ALL, SOUND
from server import Server

HERE = pathlib.Path(__file__).parent
HALLMARK = os.environ.get("HALLMARK", ".build/debug/hallmark")
TOKEN = "canary-4b1d7c9e-token"
TIMEOUT, RUN_TIMEOUT, BOUND, MEMORY = 2, 12, 30, 256
# Starts a program from a small process: the peak memory of a child counts that of its parent until it runs.
LAUNCHER = (
    "import os, sys, resource; child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ); "
    "_, status, usage = os.wait4(child, 0); open(sys.argv[1], 'w').write(str(usage.ru_maxrss)); "
    "sys.exit(os.waitstatus_to_exitcode(status) & 255)"
)


class Result:
    def __init__(self, behaviour):
        self.behaviour, self.problems = behaviour, []
        self.seconds = self.peak = self.code = 0
        self.words = "-"


def run(behaviour, tls, control):
    result = Result(behaviour)
    away = Server(lambda c, *_: c.answer(SOUND))
    context = tls.context(behaviour.tls) if behaviour.tls and behaviour.tls != "plain" else None
    server = Server(behaviour.serve, tls=context, raw=behaviour.raw, listens=behaviour.serve is not None)
    server.away = away
    scheme = "https" if behaviour.tls else "http"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        command = [
            sys.executable, "-I", "-S", "-c", LAUNCHER, str(folder / "peak"), HALLMARK, "run", str(HERE / "contracts"),
            "-e", str(HERE / "contracts" / "environment.yaml"), "-u", f"{scheme}://127.0.0.1:{server.port}", "-j", "8",
            "--timeout", f"{TIMEOUT}s", "--run-timeout", f"{RUN_TIMEOUT}s", "--cacert", str(tls.authority),
            "--report-dir", str(folder / "reports"), "--ledger", str(folder / "ledger"), "--history", "none", "--annotations",
        ]
        began = time.monotonic()
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
            env={**os.environ, "HALLMARK_TOKEN": TOKEN, "NO_COLOR": "1"})
        try:
            terminal, _ = process.communicate(timeout=BOUND * 3)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            terminal, _ = process.communicate()
            result.problems.append("the run did not end")
        result.seconds, result.code = time.monotonic() - began, process.returncode
        server.stop()
        away.stop()
        if (folder / "peak").exists():
            result.peak = int((folder / "peak").read_text()) / 1024
        judge(result, folder, terminal, control)
        if away.received:
            result.problems.append(f"another origin received {b''.join(away.received)[:100]!r}")
        if any(TOKEN.encode() in file.read_bytes() for file in (folder / "ledger").glob("*")):
            result.problems.append("the ledger holds the credential")
    return result


def judge(result, folder, terminal, control):
    if not (folder / "reports" / "report.json").exists():
        result.problems.append(f"there is no report: {terminal[-300:]!r}")
        return
    terminal = b"".join(line for line in terminal.splitlines(keepends=True) if not is_annotation(line))
    report, cases, problems = reports.check(folder / "reports", terminal, [TOKEN], control)
    result.problems += problems
    behaviour = result.behaviour
    verdicts = {rule.split(".")[1]: case["verdict"] for rule, case in cases.items()}
    result.words = " ".join(f"{rule}:{verdict}" for rule, verdict in verdicts.items())
    result.reason = cases["hostile.answers"].get("reason") or ""
    if len(verdicts) != 6:
        result.problems.append(f"{len(verdicts)} of 6 cases have a verdict")
    if verdicts.get("answers") not in behaviour.verdicts:
        result.problems.append(f"'answers' is {verdicts.get('answers')}, not {' or '.join(behaviour.verdicts)}: {result.reason[:200]}")
    for rule, verdict in verdicts.items():
        if verdict == "pass" and rule not in behaviour.passes and rule != "answers":
            result.problems.append(f"'{rule}' passes")
        if verdict not in ("pass", "fail", "inconclusive", "error"):
            result.problems.append(f"'{rule}' is {verdict}")
    expected = 1 if "fail" in verdicts.values() else 4
    if result.code != expected:
        result.problems.append(f"exit code {result.code}, not {expected}")
    if result.seconds > BOUND:
        result.problems.append(f"took {result.seconds:.0f} s")
    if result.peak > MEMORY:
        result.problems.append(f"took {result.peak:.0f} MiB")


def is_annotation(line):
    """Whether a line is one of the program's own for a CI system: `--annotations` asks for them."""
    return re.match(rb"::(error|warning|notice) (file|title)=[^\x1b\r]*::[^\x1b\r]*$", line.rstrip(b"\n")) is not None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=6)
    parser.add_argument("--table")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    chosen = [item for item in ALL if options.only in item.name]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tls = certificates.Certificates(pathlib.Path(folder))
        control = sound_page(tls)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            results = list(pool.map(lambda item: run(item, tls, control), chosen))
    if options.table:
        pathlib.Path(options.table).write_text(table(results))
    for r in results:
        print(f"{'FAIL' if r.problems else 'ok  '} {r.behaviour.name:55.55} {r.seconds:5.1f} s {r.peak:4.0f} MiB  exit {r.code}  {r.words}")
        if options.verbose:
            print(f"       {getattr(r, 'reason', '')[:200]}")
        for problem in r.problems:
            print(f"       {problem}")
    failed = sum(bool(r.problems) for r in results)
    print(
        f"{len(results)} behaviours in {time.monotonic() - began:.0f} s: {failed} failed; longest run "
        f"{max((r.seconds for r in results), default=0):.1f} s, peak {max((r.peak for r in results), default=0):.0f} MiB")
    return 1 if failed else 0


def table(results):
    """What was tried and what came of it, as Markdown: a line for each area, and one for each behaviour."""
    lines = [
        "# Behaviours of hostile targets", "",
        "Written by `python3 Tests/Hostile/check.py --table Tests/Hostile/RESULTS.md`; not to be edited. Each behaviour is one run of",
        "six rules: read a thing, read its head, be refused, create and remove, list, wait. A request may take "
        f"{TIMEOUT} s, the run {RUN_TIMEOUT} s.",
        "Of each run must hold: it ends, all six cases have a verdict and none passes that the target does not keep, JUnit, Markdown, HTML",
        f"and JSON can be read and hold nothing that acts, no other origin gets a request, and memory stays below {MEMORY} MiB.", "",
        "| area | behaviours | verdicts of the six rules | without a fault | slowest s | peak MiB |", "|---|---|---|---|---|---|",
    ]
    areas = list(dict.fromkeys(r.behaviour.area for r in results))
    for area in areas + ["all"]:
        group = [r for r in results if area in (r.behaviour.area, "all")]
        verdicts = [part.partition(":")[2] for r in group for part in r.words.split()]
        counts = ", ".join(f"{verdicts.count(name)} {name}" for name in ("pass", "fail", "inconclusive", "error") if name in verdicts)
        lines.append(
            f"| {area} | {len(group)} | {counts} | {sum(not r.problems for r in group)} | {max(r.seconds for r in group):.1f} "
            f"| {max(r.peak for r in group):.0f} |")
    for area in areas:
        lines += ["", f"## {area[0].upper()}{area[1:]}", "", "| behaviour | reading the thing is | s | MiB | exit |", "|---|---|---|---|---|"]
        for r in results:
            if r.behaviour.area == area:
                name = "".join(x if x.isprintable() and x not in "|\\`<>[]*_" else f"\\{x}" if x.isprintable() else "�" for x in r.behaviour.name)
                answers = r.words.partition(" ")[0].partition(":")[2]
                lines.append(f"| {name} | {answers} | {r.seconds:.1f} | {r.peak:.0f} | {r.code} |")
    return "\n".join(lines) + "\n"


def sound_page(tls):
    """The page of a run that got nothing but plain refusals, to compare the markup of the others with."""
    with tempfile.TemporaryDirectory() as name:
        server = Server(lambda c, *_: c.answer(b"{}", "500 No"))
        subprocess.run(
            [HALLMARK, "run", str(HERE / "contracts"), "-e", str(HERE / "contracts" / "environment.yaml"), "-q", "-u",
             f"http://127.0.0.1:{server.port}", "--report-dir", name, "--ledger", f"{name}/ledger", "--history", "none"],
            env={**os.environ, "HALLMARK_TOKEN": TOKEN}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server.stop()
        return reports.page(pathlib.Path(name, "report.html").read_text())


if __name__ == "__main__":
    sys.exit(main())
