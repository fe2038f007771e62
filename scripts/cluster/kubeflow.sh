#!/usr/bin/env bash
# Compiles the pipeline of examples/kubeflow with Kubeflow's own SDK (a Python environment of 120 MB), looks at what came of it, and runs the
# command of its component on the quickstart as a pod would: with paths in place of artifacts. Needs the bundle, which `npm run build` makes.
#
#   scripts/cluster/kubeflow.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

python=$(bash scripts/ci/python-environment.sh kubeflow)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp examples/kubeflow/pipeline.py examples/kubeflow/component.yaml "$work"
(cd "$work" && "$python" pipeline.py)
"$python" scripts/cluster/kubeflow.py "$work"
