#!/usr/bin/env bash
# Runs all tests, installing what they need: the packages of package-lock.json, redis-server, openssl and Chromium from Debian's packages.
set -euo pipefail
cd "$(dirname "$0")/.."

install() {
  local elevate=""
  [ "$(id -u)" = 0 ] || elevate=sudo
  $elevate apt-get update -qq && $elevate apt-get install -y -qq --no-install-recommends "$@"
}
has() { command -v "$1" >/dev/null; }

has redis-server && has openssl || install redis-server openssl
# Only the tests of report.html want a browser. They are skipped where none can be had, and fail without one where CI is set.
has chromium || has chromium-browser || has google-chrome || install chromium || [ -z "${CI:-}" ]
# The tests that open outputs as people do are skipped where these cannot be had, and fail where CI is set.
EMBED_ONCE_TEST_PYTHON=$(timeout 180 bash scripts/output-readers.sh) || [ -z "${CI:-}" ]
export EMBED_ONCE_TEST_PYTHON
# Not `npm ci`: it insists on the binaries of every platform, which mirrors often lack. The versions are those of the lock file.
npm install --no-save --no-audit --no-fund
npm test -- "$@"
