#!/usr/bin/env bash
# Runs the core of the suite on Node 24, whatever this machine has: unit tests, contract tests but for those with clusters and emulators, and
# the quickstart with the bundle in dist, twice. CI runs everything on Node 20, 22 and 24.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/core.sh" <<'END'
set -euo pipefail
node --version
NODE_OPTIONS=--experimental-vm-modules node node_modules/jest/bin/jest.js __tests__/unit __tests__/contract \
  --testPathIgnorePatterns '/contract/(audit|queue|redis-faults|redis-ways|sink)\.test'
for _ in first second; do
  node dist/index.js --corpus examples/quickstart/corpus.txt --golden-set examples/quickstart/golden.jsonl --output "$WORK/vectors.npy" \
    --report-dir "$WORK/report" --runner-cache-path "$WORK/cache"
done
END
# The package installs Node by a script, and nothing else does here.
WORK=$work npx --yes --ignore-scripts=false --package node@24 bash "$work/core.sh"
embedded=$(node -p 'require(process.argv[1]).texts.embedded' "$work/report/report.json")
[ "$embedded" = 0 ] || { echo "the second run embedded $embedded texts, not 0" >&2; exit 1; }
