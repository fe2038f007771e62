"""Looks at a compiled pipeline, and runs the command of its component twice, as two steps would."""

import json
import subprocess
import sys
from pathlib import Path

import yaml

folder = Path(sys.argv[1])
root = Path.cwd()
spec, platform = yaml.safe_load_all((folder / "pipeline.yaml").read_text())
tasks = {task["taskInfo"]["name"]: task for task in spec["root"]["dag"]["tasks"].values()}
cached, always = tasks["embed, if the step is new"], tasks["embed what is new, and validate"]

assert cached["cachingOptions"] == {"enableCache": True}, cached["cachingOptions"]
assert not always["cachingOptions"].get("enableCache"), always["cachingOptions"]
print("ok  one step asks Kubeflow's step cache, the other does not")

executors = spec["deploymentSpec"]["executors"]
containers = {name: one["container"] for name, one in executors.items() if "container" in one}
assert set(platform["platforms"]["kubernetes"]["deploymentSpec"]["executors"]) == set(containers)
for one in platform["platforms"]["kubernetes"]["deploymentSpec"]["executors"].values():
    assert one["secretAsEnv"][0]["keyToEnv"] == [{"secretKey": "REDIS_URL", "envVar": "EMBED_ONCE_REDIS_URL"}], one
assert "REDIS_URL" not in json.dumps(containers)
print(f"ok  {len(containers)} containers of {next(iter(containers.values()))['image']}, with Redis from the Secret and nothing of it in arguments")


def run(step: str) -> dict:
    """What the launcher of a pod makes of placeholders: paths, and a choice by whether an artifact is there."""
    container = containers["exec-embed-once"]
    paths = {
        "{{$.inputs.artifacts['corpus'].path}}": root / "examples/quickstart/corpus.txt",
        "{{$.inputs.artifacts['golden_set'].path}}": root / "examples/quickstart/golden.jsonl",
        "{{$.inputs.parameters['corpus_format']}}": "text",
        "{{$.outputs.artifacts['vectors'].path}}": folder / step / "vectors",
        "{{$.outputs.artifacts['report'].path}}": folder / step / "report",
    }
    words = []
    for word in container["command"] + container["args"]:
        words += json.loads(word)["IfPresent"]["Then"] if word.startswith('{"IfPresent"') else [word]
    words = [str(paths.get(word, word)).replace("/embed-once/dist", str(root / "dist")) for word in words]
    assert not [word for word in words if "{{" in word], words
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder)}
    subprocess.run(words, check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    with open(folder / step / "vectors") as vectors:
        assert sum(1 for _ in vectors) == 1200
    return json.loads((folder / step / "report" / "report.json").read_text())


first, second = run("first"), run("second")
assert first["validation"]["passed"] and second["validation"]["passed"]
assert (first["texts"]["embedded"], second["texts"]["embedded"]) == (1200, 0), (first["texts"], second["texts"])
print("ok  its command embeds 1200 texts, then none, writes both artifacts and validates both times")
print("3 passed, 0 failed")
