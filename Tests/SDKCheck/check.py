"""Checks the emulator with the vendor's own client: every private-module operation, signed by the SDK.

usage: check.py PROGRAM. Prints one line a check, and ends with 1 when a check failed or an operation was left out.
"""
import base64
import inspect
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import traceback
import urllib.request
import uuid
import zipfile

os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"

from huaweicloudsdkaos.v1 import *  # noqa: E402,F403
from huaweicloudsdkaos.v1 import AosClient  # noqa: E402
from huaweicloudsdkcore.auth.credentials import BasicCredentials  # noqa: E402
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException, ServerResponseException  # noqa: E402

CHECKS = []
CALLED = set()


def check(function):
    """Adds a check; its sentence is the function's first line of documentation."""
    CHECKS.append(function)
    return function


def equal(actual, expected, what=""):
    if actual != expected:
        raise AssertionError(f"{what or 'value'}: expected {expected!r}, got {actual!r}")


def true(value, what):
    if not value:
        raise AssertionError(what)


class Service:
    """A running emulator, and the SDK's clients for it."""

    def __init__(self, program):
        self.program = program
        self.process = subprocess.Popen([program, "serve", "rfs"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"FAIL the emulator did not start: {self.process.stderr.read()}")
        self.ready = json.loads(line)
        self.client = self.new_client()

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=20)

    def new_client(self, user=None, **changes):
        user = {**self.ready, **(user or {}), **changes}
        credentials = BasicCredentials(user["access_key"], user["secret_key"], user["project_id"])
        if "security_token" in user:
            credentials = credentials.with_security_token(user["security_token"])
        return AosClient.new_builder().with_credentials(credentials).with_endpoints([user["endpoint"]]).build()

    def admin(self, method, path, body=None):
        request = urllib.request.Request(
            self.ready["admin_endpoint"] + path, method=method, data=json.dumps(body or {}).encode())
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"null")

    def new_account(self):
        return self.admin("POST", "/accounts")

    def new_user(self, body):
        return self.admin("POST", f"/accounts/{self.ready['domain_id']}/users", body)

    def put(self, name, content):
        link = f"{self.ready['object_store_url']}/uploads/{name}"
        with urllib.request.urlopen(urllib.request.Request(link, method="PUT", data=content)) as answer:
            equal(answer.status, 200, "upload")
        return link


def call(client, operation, body=None, **values):
    """Calls an operation by its name in the SDK, and notes that it succeeded."""
    words = "".join(word.capitalize() for word in operation.split("_"))
    request = globals()[f"{words}Request"](client_request_id=str(uuid.uuid4()), **values)
    if body is not None:
        request.body = globals()[f"{words}RequestBody"](**body)
    answer = getattr(client, operation)(request)
    CALLED.add(operation)
    return answer


def refused(status, code, client, operation, **values):
    """Calls an operation that must be refused, and gives the SDK's exception."""
    try:
        answer = call(client, operation, **values)
    except (ClientRequestException, ServerResponseException) as error:
        equal((error.status_code, error.error_code), (status, code), "refusal")
        true(error.error_msg, "the refusal has no error_msg")
        true(error.request_id, "the refusal has no request id")
        return error
    raise AssertionError(f"{operation} was carried out: {answer}")


def package(text="hello"):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("main.tf", f'output "greeting" {{ value = "{text}" }}\n')
    return content.getvalue()


def pages(client, operation, items, **values):
    """The items of all pages, and the number of pages."""
    result, count, marker = [], 0, None
    while True:
        page = call(client, operation, limit=10, **({"marker": marker} if marker else {}), **values)
        result += getattr(page, items)
        count += 1
        marker = page.page_info.next_marker if page.page_info else None
        if not marker:
            return result, count
        true(count < 20, "paging does not end")


@check
def life_of_a_module(service):
    """a module with a Chinese name is created, shown, updated, listed and deleted"""
    client, name = service.client, "模块_一-a"
    made = call(client, "create_private_module", {"module_name": name, "module_description": "first “draft”, 初稿"})
    equal(made.status_code, 201, "status")
    shown = call(client, "show_private_module_metadata", module_name=name)
    equal((shown.module_name, shown.module_id, shown.module_description), (name, made.module_id, "first “draft”, 初稿"))
    true(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", shown.create_time), f"create_time {shown.create_time}")
    changed = call(
        client, "update_private_module_metadata", {"module_description": "second draft, 二稿", "module_id": made.module_id},
        module_name=name)
    equal(changed.status_code, 204, "status")
    again = call(client, "show_private_module_metadata", module_name=name, module_id=made.module_id)
    equal(again.module_description, "second draft, 二稿")
    true(again.update_time > shown.update_time, "update_time did not move")
    listed, _ = pages(client, "list_private_modules", "modules")
    equal([module.module_name for module in listed], [name])
    equal(call(client, "delete_private_module", module_name=name).status_code, 204, "status")
    refused(404, "RF.10013901", client, "show_private_module_metadata", module_name=name)


@check
def life_of_a_version(service):
    """a version is created, shown, downloaded by the link of a 307 answer and deleted"""
    client, name, content = service.client, "版本模块", package()
    link = service.put("first.zip", content)
    call(client, "create_private_module", {
        "module_name": name, "module_version": "1.0.0", "module_uri": link, "version_description": "版本一"})
    made = call(client, "create_private_module_version", {
        "module_version": "1.1.0", "module_uri": service.put("second.zip", package("second")), "version_description": "版本二"},
        module_name=name)
    equal(made.status_code, 201, "status")
    shown = call(client, "show_private_module_version_metadata", module_name=name, module_version="1.0.0")
    equal((shown.module_name, shown.module_version, shown.version_description), (name, "1.0.0", "版本一"))
    true(shown.module_source, "there is no module_source")
    answer = call(client, "show_private_module_version_content", module_name=name, module_version="1.0.0")
    equal(answer.status_code, 307, "status")
    with urllib.request.urlopen(answer.location) as download:
        equal(download.read(), content, "the package")
    versions, _ = pages(client, "list_private_module_versions", "versions", module_name=name)
    equal([version.module_version for version in versions], ["1.1.0", "1.0.0"])
    gone = call(client, "delete_private_module_version", module_name=name, module_version="1.1.0")
    equal(gone.status_code, 204, "status")
    versions, _ = pages(client, "list_private_module_versions", "versions", module_name=name)
    equal([version.module_version for version in versions], ["1.0.0"])
    call(client, "delete_private_module", module_name=name)


@check
def all_pages_of_modules(service):
    """25 modules come in three pages, each once, newest first"""
    client = service.new_client(service.new_account())
    names = [f"page-模块-{number:02}" for number in range(25)]
    for name in names:
        call(client, "create_private_module", {"module_name": name})
    modules, count = pages(client, "list_private_modules", "modules", sort_key=["create_time"], sort_dir=["desc"])
    equal(count, 3, "pages")
    equal([module.module_name for module in modules], names[::-1])
    modules, _ = pages(client, "list_private_modules", "modules", sort_key=["create_time"], sort_dir=["asc"])
    equal([module.module_name for module in modules], names)


@check
def all_pages_of_versions(service):
    """12 versions come in two pages"""
    client = service.new_client(service.new_account())
    call(client, "create_private_module", {"module_name": "many"})
    link = service.put("many.zip", package())
    numbers = [f"1.0.{number}" for number in range(12)]
    for number in numbers:
        call(client, "create_private_module_version", {"module_version": number, "module_uri": link}, module_name="many")
    versions, count = pages(client, "list_private_module_versions", "versions", module_name="many")
    equal((count, [version.module_version for version in versions]), (2, numbers[::-1]))


@check
def refusals(service):
    """refusals become the SDK's exceptions with status, code, message and request id"""
    client = service.client
    call(client, "create_private_module", {"module_name": "taken"})
    error = refused(409, "RF.10013951", client, "create_private_module", body={"module_name": "taken"})
    true(isinstance(error, ClientRequestException), "409 is no ClientRequestException")
    refused(404, "RF.10013901", client, "show_private_module_metadata", module_name="absent")
    error = refusal_of(client, "create_private_module", body={"module_name": "1-begins-with-a-digit"})
    equal(error.status_code, 400, "status")
    service.admin("POST", f"/accounts/{service.ready['domain_id']}/faults", {"status": 500, "count": 1})
    error = refusal_of(client, "list_private_modules")
    equal((error.status_code, type(error)), (500, ServerResponseException))
    call(client, "delete_private_module", module_name="taken")


def refusal_of(client, operation, **values):
    try:
        call(client, operation, **values)
    except (ClientRequestException, ServerResponseException) as error:
        true(re.fullmatch(r"RF\.\d{8}", error.error_code or ""), f"error code {error.error_code!r}")
        true(error.error_msg and error.request_id, "the refusal lacks its message or request id")
        return error
    raise AssertionError(f"{operation} was carried out")


@check
def wrong_credentials(service):
    """a wrong secret key, an unknown access key and a foreign project are refused"""
    wrong = service.new_client(secret_key="x" + service.ready["secret_key"])
    equal(refusal_of(wrong, "list_private_modules").status_code, 401, "wrong secret key")
    unknown = service.new_client(access_key="NOBODYHASTHISKEY0000")
    equal(refusal_of(unknown, "list_private_modules").status_code, 401, "unknown access key")
    foreign = service.new_client(project_id=service.new_account()["project_id"])
    equal(refusal_of(foreign, "list_private_modules").status_code, 403, "foreign project")


@check
def denied_user(service):
    """a user whose policy denies the call gets 403 with an authorization message"""
    client = service.new_client(service.new_user({"deny": ["create-private-module"]}))
    error = refusal_of(client, "create_private_module", body={"module_name": "denied"})
    equal(error.status_code, 403, "status")
    true(error.encoded_auth_msg, "there is no encoded_authorization_message")
    call(client, "list_private_modules")


@check
def temporary_credentials(service):
    """temporary keys are accepted with their security token and refused with another"""
    user = service.new_user({"temporary": True})
    call(service.new_client(user), "list_private_modules")
    equal(refusal_of(service.new_client(user, security_token="another"), "list_private_modules").status_code, 401, "status")


@check
def accounts_apart(service):
    """accounts do not see each other's modules"""
    one, two = service.new_client(service.new_account()), service.new_client(service.new_account())
    call(one, "create_private_module", {"module_name": "mine"})
    equal(refusal_of(two, "show_private_module_metadata", module_name="mine").status_code, 404, "status")
    equal(call(two, "list_private_modules").modules, [], "modules of the other")
    call(two, "create_private_module", {"module_name": "mine"})


@check
def plain_curl(service):
    """plain curl with a token in X-Auth-Token works"""
    ready = service.ready
    command = ["curl", "-sS", "--noproxy", "*", "-w", "\n%{http_code}", "-H", f"Client-Request-Id: {uuid.uuid4()}"]
    url = ready["endpoint"] + "/v1/private-modules"
    for token, status in [(ready["token"], "200"), ("wrong", "401")]:
        output = subprocess.run(
            command + ["-H", f"X-Auth-Token: {token}", url], capture_output=True, text=True, check=True).stdout
        body, _, code = output.rpartition("\n")
        equal(code, status, "status")
        true("modules" in json.loads(body) if status == "200" else "error_code" in json.loads(body), body)


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


@check
def contracts_with_tokens_and_signatures(service):
    """the contracts run green with tokens and with signatures, and no output shows a secret"""
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


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    service = Service(sys.argv[1])
    failed = 0
    try:
        for function in CHECKS:
            try:
                function(service)
                print(f"PASS {function.__doc__}", flush=True)
            except Exception:  # noqa: BLE001 - whatever went wrong is a failed check
                failed += 1
                print(f"FAIL {function.__doc__}\n{traceback.format_exc()}", flush=True)
        operations = {
            name for name, _ in inspect.getmembers(AosClient, inspect.isfunction)
            if "private_module" in name and not name.startswith("_") and not name.endswith("_invoker")
        }
        missing = sorted(operations - CALLED)
        if missing or len(operations) != 10:
            failed += 1
            print(f"FAIL not every operation was carried out: {len(operations)} known, missing {missing}")
        else:
            print("PASS all 10 private-module operations of the SDK were carried out")
    finally:
        status = service.stop()
    if status != 0:
        failed += 1
        print(f"FAIL the emulator ended with {status}")
    print(f"{'FAILED' if failed else 'OK'}: {len(CHECKS) + 1} checks, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
