#!/usr/bin/env bash
# Runs all tests, or those whose paths match an argument, and installs what they need.
set -euo pipefail
cd "$(dirname "$0")/.."

bash scripts/ci/install.sh
npm test -- "$@"
