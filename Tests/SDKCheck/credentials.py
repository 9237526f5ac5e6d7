"""Who may call, and on whose behalf."""
import json
import subprocess
import uuid

from service import call, check, equal, refusal_of, true


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
