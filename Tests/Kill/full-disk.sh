#!/bin/bash
# Shows that a disk without room leaves no half report: a clear message, the verdicts on the terminal, exit code 4.
# usage: Tests/Kill/full-disk.sh      (needs a built .build/debug/hallmark)
set -u
hallmark=${HALLMARK:-.build/debug/hallmark}
work=$(mktemp -d); trap 'umount "$work/disk" 2>/dev/null; rm -rf "$work"' EXIT
failures=0
check() { # NAME COMMAND…: an old report stays as it was
    local name=$1; shift
    mkdir -p "$work/disk"; echo old > "$work/disk/report.json"
    "$@" > "$work/out" 2> "$work/err"; local code=$?
    [ "$code" = 4 ] || { echo "FAILED: $name: exit code $code"; failures=$((failures + 1)); }
    grep -q 'CONFORMANT' "$work/out" || { echo "FAILED: $name: no verdict on the terminal"; failures=$((failures + 1)); }
    grep -q "report.json' cannot be written: " "$work/err" || { echo "FAILED: $name: no message"; failures=$((failures + 1)); }
    [ "$(cat "$work/disk/report.json")" = old ] || { echo "FAILED: $name: the old report was changed"; failures=$((failures + 1)); }
    [ -z "$(ls "$work/disk" | grep tmp)" ] || { echo "FAILED: $name: a temporary file stays"; failures=$((failures + 1)); }
    echo "$name: $(grep -c 'cannot be written' "$work/err") reports refused: $(grep -m1 -o 'cannot be written: .*' "$work/err")"
}
run=("$hallmark" run Contracts/rfs --rule 'create-private-module.*' -q --report-dir "$work/disk")
limited() { ( ulimit -f 8; exec "$@" ); }
check 'limit of file size' limited "${run[@]}"
rm -rf "$work/disk"; mkdir "$work/disk"
if mount -t tmpfs -o size=16k tmpfs "$work/disk" 2>/dev/null; then check 'full disk' "${run[@]}"; else echo 'full disk: no tmpfs can be mounted here, left out'; fi
[ "$failures" = 0 ]
