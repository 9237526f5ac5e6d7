"""Carries out the scripts of the ready files that are YAML; see rehearse.

usage: rehearse.py READY-FOLDER WORK-FOLDER
       rehearse.py --compare NAME REPORTS-FOLDER WORK-FOLDER
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

import yaml


def verdicts(folder):
    """What a report says of each rule and of each case."""
    report = json.loads((folder / "report.json").read_text())
    rules = {rule["id"]: rule["verdict"] for rule in report["rules"]}
    cases = sorted((case["rule"], case.get("row") or "", case["verdict"]) for case in report["cases"])
    return rules, cases


def compare(name, reports, work):
    whole, merged = verdicts(work / "whole"), verdicts(reports)
    if whole != merged or not whole[0]:
        sys.exit(f"{name}: the parts together are not the whole")
    for file in ("junit.xml", "summary.md", "report.html"):
        if not (reports / file).stat().st_size:
            sys.exit(f"{name}: {file} is empty")
    print(f"ok      {name}: {len(merged[0])} rules and {len(merged[1])} cases, as in one run")


def run(script, folder, environment=None, shell="bash"):
    """Runs a script as CI systems do: it ends at the first command that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    result = subprocess.run(
        [shell, "-e", "-c", script], cwd=folder, env=os.environ | (environment or {}), text=True, capture_output=True)
    if result.returncode:
        sys.exit(f"exit code {result.returncode} of:\n{script}\n{result.stdout}\n{result.stderr}")


def github(file, work):
    jobs = yaml.safe_load(file.read_text())["jobs"]
    matrix = jobs["part"]["strategy"]["matrix"]["part"]
    gate = work / "gate"
    for part in matrix:
        script, upload = jobs["part"]["steps"]
        values = {"${{ matrix.part }}": str(part)}
        environment = {name: values[text] for name, text in script["env"].items() if text in values}
        run(script["run"], work / f"part-{part}", environment)
        # The artefact holds the file itself, and is brought to a folder of the artefact's name.
        path = gate / jobs["gate"]["steps"][0]["with"]["path"] / upload["with"]["name"].replace(*values.popitem())
        path.mkdir(parents=True)
        shutil.copy(work / f"part-{part}" / upload["with"]["path"], path)
    summary = gate / "step-summary"
    for step in jobs["gate"]["steps"]:
        if "run" in step:
            run(step["run"], gate, {"GITHUB_STEP_SUMMARY": str(summary)})
    if not 0 < summary.stat().st_size <= 1024 * 1024:
        sys.exit("the step summary is empty, or longer than the 1 MiB that GitHub shows")
    return gate / "reports"


def gitlab(file, work):
    jobs = yaml.safe_load(file.read_text())
    count = jobs["contracts"]["parallel"]
    for part in range(1, count + 1):
        # Artefacts of all parts are put into one folder, which is that of the gate.
        environment = {"CI_NODE_INDEX": str(part), "CI_NODE_TOTAL": str(count)}
        run("\n".join(jobs["contracts"]["script"]), work, environment)
    run("\n".join(jobs["gate"]["script"]), work)
    return (work / jobs["gate"]["artifacts"]["reports"]["junit"]).parent


def azure(file, work):
    part_job, gate_job = yaml.safe_load(file.read_text())["jobs"]
    count = int(part_job["strategy"]["parallel"])
    workspace = work / "pipeline"
    for part in range(1, count + 1):
        def expand(text):
            return text.replace("$(System.JobPositionInPhase)", str(part)).replace("$(System.TotalJobsInPhase)", str(count))

        script = next(step for step in part_job["steps"] if "bash" in step)
        publish = next(step for step in part_job["steps"] if "publish" in step)
        run(expand(script["bash"]), work / f"job-{part}")
        shutil.copytree(work / f"job-{part}" / publish["publish"], workspace / expand(publish["artifact"]))
    script = next(step for step in gate_job["steps"] if "bash" in step)
    run(script["bash"].replace("$(Pipeline.Workspace)", str(workspace)), work / "gate")
    return work / "gate" / "reports"


def kubernetes(file, work):
    jobs = {item["metadata"]["name"]: item["spec"] for item in yaml.safe_load_all(file.read_text()) if item["kind"] == "Job"}
    parts, gate = jobs["hallmark-parts"], jobs["hallmark-gate"]["template"]["spec"]
    # Volumes are mounted at the root of a container; here they are a folder.
    volume = work / "volume"

    def script(container):
        assert container["command"] == ["/bin/sh", "-c"]
        return container["args"][0].replace("/reports", str(volume))

    for index in range(parts["completions"]):
        container = parts["template"]["spec"]["containers"][0]
        run(script(container), work / f"pod-{index}", {"JOB_COMPLETION_INDEX": str(index)}, shell="sh")
    for container in gate["initContainers"] + gate["containers"]:
        run(script(container), work / "pod-gate", shell="sh")
    return volume / "whole"


def main():
    if sys.argv[1] == "--compare":
        return compare(sys.argv[2], pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4]))
    ready, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    for name, rehearse in {
        "github-actions.yml": github, "gitlab-ci.yml": gitlab, "azure-pipelines.yml": azure,
        "kubernetes-job.yaml": kubernetes,
    }.items():
        folder = work / name
        folder.mkdir()
        compare(name, rehearse(ready / name, folder), work)


if __name__ == "__main__":
    main()
