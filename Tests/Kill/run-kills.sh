#!/bin/bash
# Kills runs at random moments and shows that nothing stays: no half report, and after a sweep nothing in the account.
# usage: Tests/Kill/run-kills.sh [KILLS] [SEED]      (needs a built .build/debug/hallmark, curl and python3)
set -u
kills=${1:-30}; RANDOM=${2:-1}
hallmark=${HALLMARK:-.build/debug/hallmark}
work=$(mktemp -d); server=; failures=0
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
value() { python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$work/ready" "$1"; }
api() { curl -sS -H "X-Auth-Token: $token" -H "Client-Request-Id: 11111111-1111-4111-8111-111111111111" "$@"; }
# The names in a list of the account: its key in the answer, the member that holds a name, the path.
names() { api "$endpoint/$3" | python3 -c 'import json,sys; print(*(i[sys.argv[2]] for i in json.load(sys.stdin).get(sys.argv[1], [])))' "$1" "$2"; }
# Whether a process has a handler for SIGTERM.
listens() { (( (0x$(awk '/^SigCgt/ { print $2 }' "/proc/$1/status" 2>/dev/null || echo 4000) >> 14) & 1 )); }
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }

"$hallmark" serve rfs --clock real > "$work/ready" 2> "$work/serve.log" & server=$!
for _ in $(seq 100); do [ -s "$work/ready" ] && break; sleep 0.1; done
endpoint=$(value endpoint); objects=$(value object_store_url); token=$(value token); domain=$(value domain_id)
project=$(value project_id)
export HALLMARK_TOKEN=$token
target=(-u "$endpoint" --var "object_store_url=$objects" --ledger "$work/ledger")
api -X POST -H 'Content-Type: application/json' -d '{"module_name":"foreign"}' "$endpoint/v1/private-modules" > /dev/null

left=0; unknown=0; interrupted=0
for number in $(seq "$kills"); do
    reports=$work/reports-$number; : > "$work/out"
    "$hallmark" run Contracts/rfs "${target[@]}" --var region=cn-north-4 --var "domain_id=$domain" --report-dir "$reports" \
        > "$work/out" 2>&1 & run=$!
    if [ $((number % 10)) = 0 ]; then
        # Before the run begins: from the moment on at which the process listens.
        for _ in $(seq 1200); do listens "$run" && break; sleep 0.02; done
        sleep "0.$((RANDOM % 900 + 100))"
    else
        for _ in $(seq 1200); do grep -q '^running' "$work/out" && break; sleep 0.05; done
        sleep "$((RANDOM % 4)).$((RANDOM % 900 + 100))"
    fi
    if [ $((number % 5)) = 0 ]; then
        # Every fifth is asked first: it has to clean up by itself.
        kill -TERM "$run" 2>/dev/null; wait "$run"; code=$?
        [ "$code" = 130 ] || fail "kill $number: an interrupted run ended with $code"
        [ -s "$reports/report.json" ] || fail "kill $number: an interrupted run wrote no report"
        interrupted=$((interrupted + 1))
    else
        kill -KILL "$run" 2>/dev/null; wait "$run" 2>/dev/null
    fi
    for report in "$reports"/*; do
        [ -e "$report" ] || continue
        case $report in
        *.tmp) ;; # a name that no reader takes for a report
        *.xml) python3 -c 'import sys,xml.dom.minidom as m; m.parse(sys.argv[1])' "$report" || fail "kill $number: half a report $report" ;;
        *.json) python3 -m json.tool "$report" > /dev/null || fail "kill $number: half a report $report" ;;
        esac
    done
    left=$((left + $("$hallmark" sweep Contracts/rfs "${target[@]}" --dry-run 2>/dev/null | grep -c '^  ')))
    if ! "$hallmark" sweep Contracts/rfs "${target[@]}" > "$work/sweep" 2>&1; then
        # A kill can come between a creation without a usable name and its answer. Nobody can know then whether there is
        # something, and nothing without the run's prefix is removed: the ledger is kept for someone who looks. The
        # account is looked at below, so the ledger has done its service.
        doubts=$(grep -cE "^left .*: (its name does not hold|the target had not told its identifier)" "$work/sweep")
        [ "$doubts" = "$(grep -c '^left ' "$work/sweep")" ] && [ "$doubts" -gt 0 ] || fail "kill $number: $(cat "$work/sweep")"
        unknown=$((unknown + doubts))
        "$hallmark" sweep Contracts/rfs "${target[@]}" --forget > /dev/null 2>&1
    fi
    modules=$(names modules module_name v1/private-modules?limit=1000)
    [ "$modules" = foreign ] || fail "kill $number: modules in the account: $modules"
    stacks=$(names stacks stack_name "v1/$project/stacks")
    [ -z "$stacks" ] || fail "kill $number: stacks in the account: $stacks"
    [ -z "$(ls "$work/ledger" 2>/dev/null)" ] || fail "kill $number: a ledger stays"
done
echo "$kills kills ($interrupted of them interrupts): $left things were swept, $unknown were never known to be there and are not, $failures failures"
[ "$failures" = 0 ]
