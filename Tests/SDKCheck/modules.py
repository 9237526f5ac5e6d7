"""The ten operations on private modules and their versions."""
import re
import urllib.request

from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException, ServerResponseException

from service import call, check, equal, package, pages, refusal_of, refused, true


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
