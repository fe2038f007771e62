#!/usr/bin/env bash
# Puts moto, whose server answers as SQS and S3 do, into a Python environment of its own, 140 MB, for the tests of queues of SQS and of
# prefixes of S3. Prints its Python.
#
#   scripts/aws-emulator.sh [FOLDER]     FOLDER is ~/.cache/embed-once/aws-emulator unless given
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/embed-once/aws-emulator}
requirements=scripts/aws-emulator/requirements.txt
if ! cmp -s "$requirements" "$folder/requirements.txt"; then
  mkdir -p "$(dirname "$folder")"
  rm -rf "$folder"
  python3 -m venv "$folder" >&2
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements" >&2
  # Only now is it whole.
  cp "$requirements" "$folder/requirements.txt"
fi
echo "$folder/bin/python"
