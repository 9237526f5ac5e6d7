"""The seven operations on execution plans."""
from service import aos, call, check, equal, gone, pages, refused, refusal_of, settled, true
from stacks import GREETING, made, removed

PRICED = """
variable "size" {}
resource "huaweicloud_vpc" "free" {
  name = "免费"
  cidr = "10.0.0.0/16"
}
resource "huaweicloud_evs_volume" "paid" {
  count             = 2
  name              = "paid"
  volume_type       = "SSD"
  size              = var.size
  availability_zone = "a"
}
"""


def planned(client, stack, name, status="AVAILABLE", **body):
    """Creates a plan and waits until it is computed."""
    answer = call(client, "create_execution_plan", {"execution_plan_name": name, **body}, stack_name=stack)
    equal(answer.status_code, 202, "status")
    settled(client, "get_execution_plan_metadata", status, stack_name=stack, execution_plan_name=name)
    return answer


@check
def life_of_a_plan(service):
    """a plan with a Chinese name is created, shown, priced, listed, applied and deleted"""
    client, stack, name = service.client, "计划的栈", "计划_一"
    stack_id = call(client, "create_stack", {"stack_name": stack}).stack_id
    plan_id = planned(
        client, stack, name, template_body=PRICED, description="初稿",
        vars_structure=[aos.VarsStructure(var_key="size", var_value="40")]).execution_plan_id
    ids = {"stack_name": stack, "stack_id": stack_id, "execution_plan_name": name, "execution_plan_id": plan_id}
    shown = call(client, "get_execution_plan_metadata", **ids)
    equal((shown.stack_id, shown.execution_plan_id, shown.description), (stack_id, plan_id, "初稿"))
    summary = shown.summary
    equal((summary.resource_add, summary.resource_update or 0, summary.resource_delete or 0), (3, 0, 0))
    equal([(variable.var_key, variable.var_value) for variable in shown.vars_structure], [("size", "40")])
    items = call(client, "get_execution_plan", **ids).execution_plan_items
    equal(
        sorted((item.resource_name, item.index or "", item.action, item.drifted or False) for item in items),
        [("free", "", "ADD", False), ("paid", "0", "ADD", False), ("paid", "1", "ADD", False)])
    price = call(client, "estimate_execution_plan_price", **ids)
    true(price.currency in ("CNY", "USD"), f"currency {price.currency!r}")
    modes = sorted((item.resource_name, item.resource_price[0].charge_mode) for item in price.items)
    equal(modes, [("free", "FREE"), ("paid", "POST_PAID"), ("paid", "POST_PAID")])
    paid = [item.resource_price[0] for item in price.items if item.resource_name == "paid"]
    true(all(0 < each.sale_price <= each.original_price and each.period_type == "HOUR" for each in paid), str(paid))
    plans, _ = pages(client, "list_execution_plans", "execution_plans", stack_name=stack)
    equal([(plan.execution_plan_name, plan.status) for plan in plans], [(name, "AVAILABLE")])
    applied = call(client, "apply_execution_plan", {"execution_plan_id": plan_id, "stack_id": stack_id},
                   stack_name=stack, execution_plan_name=name)
    equal(applied.status_code, 202, "status")
    settled(client, "get_stack_metadata", "DEPLOYMENT_COMPLETE", stack_name=stack)
    shown = settled(client, "get_execution_plan_metadata", "APPLIED", **ids)
    true(shown.apply_time, "there is no apply_time")
    resources, _ = pages(client, "list_stack_resources", "stack_resources", stack_name=stack)
    equal(len(resources), 3, "resources")
    gone_plan = call(client, "delete_execution_plan", **ids)
    equal(gone_plan.status_code, 204, "status")
    refused(404, "RF.10013002", client, "get_execution_plan_metadata", stack_name=stack, execution_plan_name=name)
    removed(client, stack)


@check
def plan_of_changes(service):
    """a plan names what is changed and deleted, and is void after another deployment"""
    client, stack = service.client, "changed"
    keep = 'resource "rfs_emulator_resource" "kept" { size = "%s" }\n'
    made(client, stack, template_body=keep % 1 + 'resource "rfs_emulator_resource" "dropped" {}\n')
    planned(client, stack, "change", template_body=keep % 2)
    items = call(client, "get_execution_plan", stack_name=stack, execution_plan_name="change").execution_plan_items
    equal(sorted((item.resource_name, item.action) for item in items), [("dropped", "DELETE"), ("kept", "UPDATE")])
    changed = [
        (each.name, each.previous_value, each.target_value)
        for item in items if item.resource_name == "kept" for each in item.attributes]
    equal(changed, [("size", "1", "2")])
    call(client, "deploy_stack", {"template_body": GREETING}, stack_name=stack)
    settled(client, "get_stack_metadata", "DEPLOYMENT_COMPLETE", stack_name=stack)
    refused(403, "RF.10012545", client, "apply_execution_plan", stack_name=stack, execution_plan_name="change", body={})
    removed(client, stack)


@check
def refused_plans(service):
    """refusals of plans become the SDK's exceptions, and a plan without a value for a variable fails"""
    client, stack = service.client, "refusing"
    refused(404, "RF.10013001", client, "list_execution_plans", stack_name="absent")
    call(client, "create_stack", {"stack_name": stack})
    planned(client, stack, "taken", template_body=GREETING)
    refused(409, "RF.10013501", client, "create_execution_plan", stack_name=stack, body={
        "execution_plan_name": "taken", "template_body": GREETING})
    refused(400, "RF.10011056", client, "create_execution_plan", stack_name=stack, body={"execution_plan_name": "empty"})
    refused(404, "RF.10013002", client, "get_execution_plan", stack_name=stack, execution_plan_name="absent")
    other = planned(client, stack, "other", template_body=GREETING).execution_plan_id
    refused(400, "RF.10011018", client, "delete_execution_plan", stack_name=stack, execution_plan_name="taken",
            execution_plan_id=other)
    wrong = service.new_client(secret_key="x" + service.ready["secret_key"])
    equal(refusal_of(wrong, "list_execution_plans", stack_name=stack).status_code, 401, "wrong secret key")
    removed(client, stack)


@check
def all_pages_of_plans(service):
    """12 plans come in two pages, each once"""
    client = service.new_client(service.new_account())
    call(client, "create_stack", {"stack_name": "many"})
    names = [f"计划-{number:02}" for number in range(12)]
    for name in names:
        planned(client, "many", name, template_body=GREETING)
    plans, count = pages(client, "list_execution_plans", "execution_plans", stack_name="many")
    equal((count, sorted(plan.execution_plan_name for plan in plans)), (2, names))
    call(client, "delete_stack", stack_name="many")
    gone(client, "get_stack_metadata", "RF.10013001", stack_name="many")
