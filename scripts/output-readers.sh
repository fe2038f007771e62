#!/usr/bin/env bash
# Puts what people open outputs with (pyarrow, DuckDB, Polars, pandas, NumPy, safetensors) into a Python environment of its own, 0.6 GB,
# for the tests that open them with it. Prints its Python.
#
#   scripts/output-readers.sh [FOLDER]     FOLDER is ~/.cache/embed-once/output-readers unless given
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/embed-once/output-readers}
requirements=scripts/output-readers/requirements.txt
if ! cmp -s "$requirements" "$folder/requirements.txt"; then
  mkdir -p "$(dirname "$folder")"
  rm -rf "$folder"
  python3 -m venv "$folder" >&2
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements" >&2
  # Only now is it whole.
  cp "$requirements" "$folder/requirements.txt"
fi
echo "$folder/bin/python"
