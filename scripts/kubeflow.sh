#!/usr/bin/env bash
# Compiles the pipeline of examples/kubeflow with Kubeflow's own SDK (a Python environment of 120 MB), looks at what came of it, and runs the
# command of its component on the quickstart as a pod would: with paths in place of artifacts. Needs the bundle, which `npm run build` makes.
#
#   scripts/kubeflow.sh [FOLDER]       FOLDER is ~/.cache/embed-once/kubeflow unless given
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/embed-once/kubeflow}
requirements=scripts/kubeflow/requirements.txt
if ! cmp -s "$requirements" "$folder/requirements.txt"; then
  mkdir -p "$(dirname "$folder")"
  rm -rf "$folder"
  python3 -m venv "$folder" >&2
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements" >&2
  # Only now is it whole.
  cp "$requirements" "$folder/requirements.txt"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp examples/kubeflow/pipeline.py examples/kubeflow/component.yaml "$work"
(cd "$work" && "$folder/bin/python" pipeline.py)
"$folder/bin/python" scripts/kubeflow/check.py "$work"
