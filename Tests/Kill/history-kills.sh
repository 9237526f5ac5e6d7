#!/bin/bash
# Kills short runs around their end, where they write reports and history, and shows that both stay whole.
# usage: Tests/Kill/history-kills.sh [KILLS] [SEED]      (needs a built .build/debug/hallmark and python3)
set -u
kills=${1:-40}; RANDOM=${2:-1}
hallmark=${HALLMARK:-.build/debug/hallmark}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
failures=0; kept=0; late=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }
now() { date +%s%N; }
# Nobody listens there, so a run is nothing but its beginning and its end.
export HALLMARK_TOKEN=token
run=(
    "$hallmark" run Tests/Hostile/contracts -e Tests/Hostile/contracts/environment.yaml --rule hostile.answers -u http://127.0.0.1:1
    --ledger "$work/ledger" --history "$work/history" --report-dir "$work/reports"
)

# One run to its end tells how long runs take here.
began=$(now); "${run[@]}" > "$work/out" 2>&1; [ $? = 4 ] || fail "a run that nobody kills: $(tail -1 "$work/out")"; usual=$((($(now) - began) / 1000000)); kept=1
for number in $(seq "$kills"); do
    "${run[@]}" > "$work/out" 2>&1 & process=$!
    wait=$((usual * (50 + RANDOM % 60) / 100))
    sleep "$((wait / 1000)).$(printf %03d $((wait % 1000)))"
    kill -KILL "$process" 2>/dev/null || late=$((late + 1))
    wait "$process" 2>/dev/null
    runs=$("$hallmark" history --history "$work/history" --limit 1000 --format json 2> "$work/err" | python3 -c 'import json,sys; print(len(json.load(sys.stdin)))') ||
        fail "kill $number: the history cannot be read: $(tail -1 "$work/err")"
    [ "${runs:-0}" -ge "$kept" ] || fail "kill $number: of $kept runs ${runs:-0} are left"
    kept=${runs:-$kept}
    python3 - "$work/reports" <<'END' || fail "kill $number: half a report"
import json, pathlib, sys, xml.etree.ElementTree as tree
folder = pathlib.Path(sys.argv[1])
json.loads((folder / "report.json").read_text())
tree.parse(folder / "junit.xml")
assert (folder / "report.html").read_text().rstrip().endswith("</html>")
END
done
echo "$kills kills around the end of a run ($late came too late): $kept runs in the history, $failures failures"
[ "$failures" = 0 ]
