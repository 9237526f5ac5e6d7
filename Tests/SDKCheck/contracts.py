"""The contracts, run against the emulator in the way that users do; nothing that they write shows a secret."""
import base64
import json
import os
import re
import subprocess
import tempfile
import urllib.request

from service import Service, check, equal, true


def run_contracts(service, environment, folder, variables, *options, **secrets):
    """Runs the contracts against the emulator, and gives the exit code and everything that was written."""
    result = subprocess.run(
        [
            service.program, "run", "Contracts/rfs", "--environment", f"Contracts/rfs/environments/{environment}.yaml",
            "--endpoint", service.ready["endpoint"], "--report-dir", folder, *options,
            *[word for name in variables for word in ("--var", f"{name}={service.ready[name]}")],
        ],
        capture_output=True, text=True, env={**os.environ, **secrets})
    written = {"standard output": result.stdout, "standard error": result.stderr}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            written[name] = file.read()
    return result.returncode, written


def derived(secret):
    """The forms in which a secret could slip through."""
    raw = secret.encode()
    return {
        secret, base64.b64encode(raw).decode().rstrip("="), base64.urlsafe_b64encode(raw).decode().rstrip("="), raw.hex(),
        raw.hex().upper(), urllib.request.quote(secret, safe=""), json.dumps(secret)[1:-1],
    }


def with_own_service(service, body):
    """Gives the body an emulator with a virtual clock, which the waits of contracts move."""
    own = Service(service.program)
    try:
        body(own)
    finally:
        equal(own.stop(), 0, "exit code of the emulator")


@check
def contracts_with_tokens_and_signatures(service):
    """the contracts run green with tokens and with signatures, and no output shows a secret"""
    with_own_service(service, run_with_both)


def run_with_both(service):
    ready = service.ready
    secrets = {
        "HALLMARK_TOKEN": ready["token"], "HALLMARK_ACCESS_KEY": ready["access_key"],
        "HALLMARK_SECRET_KEY": ready["secret_key"],
    }
    for environment in ["default", "signed"]:
        with tempfile.TemporaryDirectory() as folder:
            variables = ["admin_endpoint", "object_store_url"]
            code, written = run_contracts(service, environment, folder, variables, "--verbose", **secrets)
            equal(code, 0, f"exit code with {environment}.yaml: {written['standard output'][-2000:]}")
            report = json.loads(written["report.json"])
            skipped = [case["rule"] for case in report["cases"] if case["verdict"] != "pass" and "status-401" in case["rule"]]
            equal(skipped, [], f"cases of status-401 that were not run with {environment}.yaml")
            no_secret_in(written, secrets.values())


@check
def refused_credentials(service):
    """a wrong secret key ends undecided, with what was signed and without a secret"""
    with_own_service(service, run_with_wrong_key)


def run_with_wrong_key(service):
    wrong = "sk/wrong+" + service.ready["secret_key"]
    secrets = {"HALLMARK_ACCESS_KEY": service.ready["access_key"], "HALLMARK_SECRET_KEY": wrong}
    with tempfile.TemporaryDirectory() as folder:
        code, written = run_contracts(
            service, "signed", folder, ["project_id"], "--rule", "*.status-401", **secrets)
        equal(code, 4, f"exit code: {written['standard output'][-2000:]}")
        for name in ["standard output", "junit.xml", "report.json"]:
            true("SDK-HMAC-SHA256" in written[name], f"{name} does not show the string that was signed")
        no_secret_in(written, [*secrets.values(), service.ready["secret_key"]])


def no_secret_in(written, secrets):
    for name, text in written.items():
        for secret in secrets:
            for form in derived(secret):
                true(form not in text, f"a secret is in the {name}, as {form[:6]}…")
        found = re.search(r"Signature=[0-9a-f]{64}", text)
        true(not found, f"a signature is in the {name}")
