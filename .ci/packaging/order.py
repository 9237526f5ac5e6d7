"""Writes the functions that a run calls, the most expensive first, for the linker to put them side by side.

usage: order.py PROGRAM FILE     a release build with its symbols; `make order` makes one

A run uses a small part of the program, in pieces all over it. Side by side they take less memory, since files are
mapped by sixteen pages at a time, and fewer misses of the caches for instructions and addresses. Names that the program
does not have any more do no harm, and functions without a place are where they would be without the file.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests" / "Bench"))
import bench as speed  # noqa: E402

# Enough to tell what each case needs from what only the start does.
CASES = 1_000


def costs(profile, program):
    """Instructions of each function of a program in what callgrind wrote, without those of what it calls."""
    names, own, function, ours, is_call = {}, {}, None, False, False
    for line in profile.read_text(errors="replace").splitlines():
        key, _, value = line.partition("=")
        if key in ("ob", "fn", "cfn", "cob"):
            number, _, text = value.partition(" ")
            kind = key[-2:]
            if text:
                names[kind, number] = text
            if key == "ob":
                ours = names[kind, number] == program
            elif key == "fn":
                function = re.sub(r"'\d+$", "", names[kind, number])
        elif key == "calls":
            is_call = True
        elif cost := re.match(r"(?:[+-]?\d+|\*) (\d+)$", line):
            if ours and not is_call and function:
                own[function] = own.get(function, 0) + int(cost[1])
            is_call = False
    return own


def main():
    program, output = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="hallmark-order-") as folder:
        work = pathlib.Path(folder)
        # callgrind does not know all forms of debug information that Swift writes.
        subprocess.run(["objcopy", "--strip-debug", program, work / "hallmark"], check=True)
        bench = speed.Bench(str(work / "hallmark"), work, 1)
        suite = speed.write_suite(work / "cases", CASES // 50, 50)
        late = speed.Late(work, bench.programs["slow"], 0)
        try:
            subprocess.run(
                ["valgrind", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={work / 'profile'}",
                 *bench.run(suite, late.url, 1)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        finally:
            late.stop()
        found = costs(work / "profile", str(work / "hallmark"))
    symbols = [name for name in sorted(found, key=lambda name: (-found[name], name)) if re.fullmatch(r"[\w$.]+", name)]
    output.write_text("".join(f"{name}\n" for name in symbols))
    print(f"{output}: {len(symbols)} functions")


if __name__ == "__main__":
    main()
