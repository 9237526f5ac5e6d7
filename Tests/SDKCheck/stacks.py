"""The thirteen operations on stacks."""
import re
import urllib.request

from service import aos, call, check, equal, gone, package, pages, refused, refusal_of, settled, true

GREETING = 'output "greeting" {\n  value       = "你好"\n  description = "问候"\n}\n'
FAULT = 'resource "rfs_emulator_fault" "broken" {\n  fail_on = "create"\n  times   = 1\n}\n'
NETWORKS = """
variable "prefix" {}
resource "huaweicloud_vpc" "numbered" {
  count = 2
  name  = "${var.prefix}-${count.index}"
  cidr  = "10.1.0.0/16"
}
resource "huaweicloud_vpc" "single" {
  name = "${var.prefix}-single"
  cidr = "10.0.0.0/16"
}
"""


def made(client, name, status="DEPLOYMENT_COMPLETE", **body):
    """Creates a stack and waits until its deployment is over."""
    answer = call(client, "create_stack", {"stack_name": name, **body})
    equal(answer.status_code, 201, "status")
    settled(client, "get_stack_metadata", status, stack_name=name)
    return answer


def removed(client, name, **values):
    equal(call(client, "delete_stack", stack_name=name, **values).status_code, 202, "status")
    gone(client, "get_stack_metadata", "RF.10013001", stack_name=name)


@check
def life_of_a_stack(service):
    """a stack with a Chinese name is created, deployed, shown, updated, listed and deleted"""
    client, name = service.client, "资源栈_一-a"
    answer = made(
        client, name, template_body=GREETING, description="初稿, “draft”", agencies=[
            aos.Agency(provider_name="huaweicloud", agency_name="an-agency")])
    true(answer.deployment_id, "there is no deployment_id")
    shown = call(client, "get_stack_metadata", stack_name=name, stack_id=answer.stack_id)
    equal((shown.stack_name, shown.stack_id, shown.description), (name, answer.stack_id, "初稿, “draft”"))
    equal((shown.enable_deletion_protection, shown.enable_auto_rollback), (False, False))
    equal([agency.agency_name for agency in shown.agencies], ["an-agency"])
    true(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", shown.create_time), f"create_time {shown.create_time}")
    changed = call(client, "update_stack", {
        "description": "二稿", "enable_auto_rollback": True, "stack_id": answer.stack_id}, stack_name=name)
    equal(changed.status_code, 204, "status")
    shown = call(client, "get_stack_metadata", stack_name=name)
    equal((shown.description, shown.enable_auto_rollback, len(shown.agencies)), ("二稿", True, 1))
    listed = [stack for stack in pages(client, "list_stacks", "stacks")[0] if stack.stack_name == name]
    equal([(stack.stack_id, stack.status) for stack in listed], [(answer.stack_id, "DEPLOYMENT_COMPLETE")])
    removed(client, name, stack_id=answer.stack_id)
    refused(404, "RF.10013001", client, "get_stack_metadata", stack_name=name)


@check
def what_a_stack_holds(service):
    """a deployment with variables of three kinds has its outputs, resources and template, by a 307 answer"""
    client, name = service.client, "变量"
    values = service.put("values.tfvars", 'third = "三"\n'.encode())
    template = "".join(
        f'variable "{name}" {{}}\noutput "{name}" {{ value = var.{name} }}\n' for name in ["first", "second", "third"])
    call(client, "create_stack", {"stack_name": name})
    answer = call(client, "deploy_stack", {
        "template_body": template, "vars_structure": [aos.VarsStructure(var_key="first", var_value="一")],
        "vars_body": 'second = "二"', "vars_uri": values}, stack_name=name)
    equal(answer.status_code, 202, "status")
    shown = settled(client, "get_stack_metadata", "DEPLOYMENT_COMPLETE", stack_name=name)
    equal([(variable.var_key, variable.var_value) for variable in shown.vars_structure], [("first", "一")])
    equal((shown.vars_body, shown.vars_uri_content), ('second = "二"', 'third = "三"\n'))
    outputs, _ = pages(client, "list_stack_outputs", "outputs", stack_name=name)
    equal(
        sorted((output.name, output.value) for output in outputs), [("first", "一"), ("second", "二"), ("third", "三")])
    link = call(client, "get_stack_template", stack_name=name)
    equal(link.status_code, 307, "status")
    with urllib.request.urlopen(link.location) as download:
        equal(download.read().decode(), template, "the template")
    removed(client, name)


@check
def template_by_link(service):
    """a stack is made of a package behind a link, and gives it back"""
    client, name, content = service.client, "by-link", package("from a package")
    made(client, name, template_uri=service.put("template.zip", content))
    outputs, _ = pages(client, "list_stack_outputs", "outputs", stack_name=name)
    equal([(output.name, output.value) for output in outputs], [("greeting", "from a package")])
    with urllib.request.urlopen(call(client, "get_stack_template", stack_name=name).location) as download:
        equal(download.read(), content, "the package")
    removed(client, name)


@check
def events_by_filter_and_field(service):
    """events are listed by deployment, filter and field"""
    client, name = service.client, "events"
    first = made(client, name, template_body=NETWORKS, vars_body='prefix = "网"').deployment_id
    resources, _ = pages(client, "list_stack_resources", "stack_resources", stack_name=name)
    equal(
        sorted((each.logical_resource_name, each.index_key or "", each.resource_status) for each in resources), [
            ("numbered", "0", "CREATION_COMPLETE"), ("numbered", "1", "CREATION_COMPLETE"),
            ("single", "", "CREATION_COMPLETE")])
    true(all(each.physical_resource_id for each in resources), "a resource has no physical id")
    second = call(client, "deploy_stack", {"template_body": GREETING}, stack_name=name).deployment_id
    settled(client, "get_stack_metadata", "DEPLOYMENT_COMPLETE", stack_name=name)

    def found(**values):
        events, _ = pages(client, "list_stack_events", "stack_events", stack_name=name, **values)
        return [(event.resource_name, event.resource_key, event.event_type) for event in events]

    everything = found()
    equal(len(found(deployment_id=first)) + len(found(deployment_id=second)), len(everything), "events of both runs")
    equal(
        sorted(found(deployment_id=first, filter="event_type==CREATION_COMPLETE,resource_name==numbered")),
        [("numbered", "0", "CREATION_COMPLETE"), ("numbered", "1", "CREATION_COMPLETE")])
    equal(
        found(deployment_id=second, filter="event_type==DELETION_COMPLETE|event_type==DELETION_FAILED,resource_name==single"),
        [("single", None, "DELETION_COMPLETE")])
    equal(
        set(found(field="event_type,time", filter="resource_name==single", deployment_id=first)),
        {(None, None, "CREATION_IN_PROGRESS"), (None, None, "CREATION_COMPLETE")})
    refused(400, "RF.10011087", client, "list_stack_events", stack_name=name, filter="colour==red")
    removed(client, name)


@check
def continued_deployment(service):
    """a deployment that failed once is continued, and an automatic rollback is not continued after it"""
    client, name = service.client, "失败一次"
    made(client, name, "DEPLOYMENT_FAILED", template_body=FAULT)
    true(call(client, "get_stack_metadata", stack_name=name).status_message, "there is no status_message")
    refused(403, "RF.10012547", client, "continue_rollback_stack", stack_name=name)
    answer = call(client, "continue_deploy_stack", {}, stack_name=name)
    equal(answer.status_code, 202, "status")
    true(answer.deployment_id, "there is no deployment_id")
    settled(client, "get_stack_metadata", "DEPLOYMENT_COMPLETE", stack_name=name)
    refused(403, "RF.10012547", client, "continue_deploy_stack", stack_name=name, body={})
    removed(client, name)


@check
def continued_rollback(service):
    """a rollback that failed once is continued, and the stack is what it was before"""
    client, name = service.client, "rolled-back"
    made(client, name, template_body=GREETING, enable_auto_rollback=True)
    call(client, "deploy_stack", {"template_body": """
resource "rfs_emulator_fault" "kept" {
  fail_on = "delete"
  times   = 1
}
resource "rfs_emulator_fault" "broken" {
  fail_on    = "create"
  depends_on = [rfs_emulator_fault.kept]
}
"""}, stack_name=name)
    settled(client, "get_stack_metadata", "ROLLBACK_FAILED", stack_name=name)
    refused(403, "RF.10012547", client, "continue_deploy_stack", stack_name=name, body={})
    answer = call(client, "continue_rollback_stack", {}, stack_name=name)
    equal(answer.status_code, 202, "status")
    settled(client, "get_stack_metadata", "ROLLBACK_COMPLETE", stack_name=name)
    resources, _ = pages(client, "list_stack_resources", "stack_resources", stack_name=name)
    equal(resources, [], "resources")
    removed(client, name)


@check
def deletion_protection(service):
    """a protected stack is deleted in neither way until the protection is taken off"""
    client, name = service.client, "protected"
    made(client, name, template_body=GREETING, enable_deletion_protection=True)
    equal(refusal_of(client, "delete_stack", stack_name=name).status_code, 403, "status")
    equal(refusal_of(client, "delete_stack_enhanced", stack_name=name, body={}).status_code, 403, "status")
    equal(call(client, "get_stack_metadata", stack_name=name).status, "DEPLOYMENT_COMPLETE", "status")
    call(client, "update_stack", {"enable_deletion_protection": False}, stack_name=name)
    removed(client, name)


@check
def conditional_deletion(service):
    """a deletion on conditions keeps what cannot be deleted, and a plain one fails and can be repeated"""
    client = service.client
    template = 'resource "rfs_emulator_fault" "kept" {\n  fail_on = "delete"\n  times   = 1\n}\n'
    for name in ["with-resources", "without-resources"]:
        made(client, name, template_body=template)
    answer = call(client, "delete_stack_enhanced", {"retain_all_resources": True}, stack_name="with-resources")
    equal(answer.status_code, 202, "status")
    gone(client, "get_stack_metadata", "RF.10013001", stack_name="with-resources")
    call(client, "delete_stack_enhanced", {}, stack_name="without-resources")
    settled(client, "get_stack_metadata", "DELETION_FAILED", stack_name="without-resources")
    call(client, "delete_stack_enhanced", {"retain_all_resources": False}, stack_name="without-resources")
    gone(client, "get_stack_metadata", "RF.10013001", stack_name="without-resources")


@check
def refused_stacks(service):
    """refusals of stacks become the SDK's exceptions"""
    client, name = service.client, "taken-栈"
    first = call(client, "create_stack", {"stack_name": name})
    refused(409, "RF.10013502", client, "create_stack", body={"stack_name": name})
    refused(404, "RF.10013001", client, "get_stack_metadata", stack_name="absent")
    refused(404, "RF.10013023", client, "get_stack_template", stack_name=name)
    refused(400, "RF.10011003", client, "create_stack", body={
        "stack_name": "both", "template_body": GREETING, "template_uri": "https://example.com/a.zip"})
    refused(400, "RF.10011010", client, "create_stack", body={"stack_name": "1-begins-with-a-digit"})
    refused(400, "RF.10011084", client, "update_stack", body={}, stack_name=name)
    other = call(client, "create_stack", {"stack_name": "other"})
    refused(400, "RF.10011015", client, "delete_stack", stack_name=name, stack_id=other.stack_id)
    deploying = call(client, "deploy_stack", {"template_body": GREETING}, stack_name=name)
    true(deploying.deployment_id, "there is no deployment_id")
    refused(403, "RF.10012544", client, "delete_stack", stack_name=name, stack_id=first.stack_id)
    settled(client, "get_stack_metadata", "DEPLOYMENT_COMPLETE", stack_name=name)
    removed(client, name)
    removed(client, "other")
    wrong = service.new_client(secret_key="x" + service.ready["secret_key"])
    equal(refusal_of(wrong, "list_stacks").status_code, 401, "wrong secret key")


@check
def all_pages_of_stacks(service):
    """12 stacks, 12 outputs and 12 resources come in two pages, each once"""
    client = service.new_client(service.new_account())
    names = [f"栈-{number:02}" for number in range(12)]
    for name in names:
        call(client, "create_stack", {"stack_name": name})
    stacks, count = pages(client, "list_stacks", "stacks")
    equal((count, sorted(stack.stack_name for stack in stacks)), (2, names))
    template = 'resource "huaweicloud_vpc" "many" {\n  count = 12\n  name  = "n"\n  cidr  = "10.0.0.0/16"\n}\n'
    template += "".join(f'output "o{number:02}" {{ value = {number} }}\n' for number in range(12))
    call(client, "deploy_stack", {"template_body": template}, stack_name=names[0])
    settled(client, "get_stack_metadata", "DEPLOYMENT_COMPLETE", stack_name=names[0])
    outputs, count = pages(client, "list_stack_outputs", "outputs", stack_name=names[0])
    equal((count, sorted(output.name for output in outputs)), (2, [f"o{number:02}" for number in range(12)]))
    resources, count = pages(client, "list_stack_resources", "stack_resources", stack_name=names[0])
    equal((count, sorted(int(each.index_key) for each in resources)), (2, list(range(12))))
