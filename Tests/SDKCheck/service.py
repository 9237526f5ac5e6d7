"""A running emulator, the SDK's clients for it, and what the checks share."""
import io
import json
import os
import re
import subprocess
import time
import urllib.request
import uuid
import zipfile

os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"

from huaweicloudsdkaos import v1 as aos  # noqa: E402
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

    def __init__(self, program, *options):
        self.program = program
        self.process = subprocess.Popen(
            [program, "serve", "rfs", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
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
        return aos.AosClient.new_builder().with_credentials(credentials).with_endpoints([user["endpoint"]]).build()

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
    request = getattr(aos, f"{words}Request")(client_request_id=str(uuid.uuid4()), **values)
    if body is not None:
        request.body = getattr(aos, f"{words}RequestBody")(**body)
    answer = getattr(client, operation)(request)
    CALLED.add(operation)
    return answer


def refusal_of(client, operation, **values):
    """Calls an operation that must be refused, and gives the SDK's exception."""
    try:
        answer = call(client, operation, **values)
    except (ClientRequestException, ServerResponseException) as error:
        true(re.fullmatch(r"RF\.\d{8}", error.error_code or ""), f"error code {error.error_code!r}")
        true(error.error_msg and error.request_id, "the refusal lacks its message or request id")
        return error
    raise AssertionError(f"{operation} was carried out: {answer}")


def refused(status, code, client, operation, **values):
    """Calls an operation that must be refused with a status and a code."""
    error = refusal_of(client, operation, **values)
    equal((error.status_code, error.error_code), (status, code), f"refusal of {operation}")
    return error


def package(text="hello"):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("main.tf", f'output "greeting" {{ value = "{text}" }}\n')
    return content.getvalue()


def pages(client, operation, items, limit=10, **values):
    """The items of all pages, and the number of pages."""
    result, count, marker = [], 0, None
    while True:
        page = call(client, operation, limit=limit, **({"marker": marker} if marker else {}), **values)
        result += getattr(page, items)
        count += 1
        marker = page.page_info.next_marker if page.page_info else None
        if not marker:
            return result, count
        true(count < 20, "paging does not end")


def settled(client, operation, status, **values):
    """Calls an operation that shows a thing until its status is no longer a busy one, which must then be the one given."""
    end = time.monotonic() + 20
    while True:
        shown = call(client, operation, **values)
        if not shown.status.endswith("_IN_PROGRESS"):
            equal(shown.status, status, f"status ({shown.status_message})")
            return shown
        true(time.monotonic() < end, f"the status is still {shown.status}")
        time.sleep(0.05)


def gone(client, operation, code, **values):
    """Calls an operation that shows a thing until it answers 404."""
    end = time.monotonic() + 20
    while True:
        try:
            shown = call(client, operation, **values)
        except ClientRequestException as error:
            equal((error.status_code, error.error_code), (404, code), "refusal")
            return
        true(shown.status.endswith("_IN_PROGRESS"), f"not deleted: {shown.status} ({shown.status_message})")
        true(time.monotonic() < end, f"the status is still {shown.status}")
        time.sleep(0.05)
