"""Checks the emulator with the vendor's own client: every operation it has, signed by the SDK.

usage: check.py PROGRAM. Prints one line a check, and ends with 1 when a check failed or an operation was left out.
"""
import inspect
import re
import sys
import traceback

from service import CALLED, CHECKS, Service, aos

import modules  # noqa: F401 - each of these adds its checks
import stacks  # noqa: F401
import plans  # noqa: F401
import credentials  # noqa: F401
import contracts  # noqa: F401


def operations():
    """The SDK's operations on private modules, stacks and execution plans by their names."""
    wanted = re.compile(r"(?!_)(?!.*_invoker$)(?!.*stack_(set|instance)).*(private_module|stack|execution_plan)")
    return {name for name, _ in inspect.getmembers(aos.AosClient, inspect.isfunction) if wanted.match(name)}


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    service = Service(sys.argv[1], "--clock", "real", "--transition", "200ms")
    failed = 0
    try:
        for function in CHECKS:
            try:
                function(service)
                print(f"PASS {function.__doc__}", flush=True)
            except Exception:  # noqa: BLE001 - whatever went wrong is a failed check
                failed += 1
                print(f"FAIL {function.__doc__}\n{traceback.format_exc()}", flush=True)
        known = operations()
        missing = sorted(known - CALLED)
        if missing or len(known) != 30:
            failed += 1
            print(f"FAIL not every operation was carried out: {len(known)} known, missing {missing}")
        else:
            print("PASS all 30 operations of the SDK on modules, stacks and plans were carried out")
    finally:
        status = service.stop()
    if status != 0:
        failed += 1
        print(f"FAIL the emulator ended with {status}")
    print(f"{'FAILED' if failed else 'OK'}: {len(CHECKS) + 1} checks, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
