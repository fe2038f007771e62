#!/usr/bin/env bash
# Runs all tests, installing what they need: the packages of package-lock.json, redis-server, openssl and Chromium from Debian's packages,
# and what outputs and sinks are tried with from Python's.
set -euo pipefail
cd "$(dirname "$0")/.."

install() {
  local elevate=""
  [ "$(id -u)" = 0 ] || elevate=sudo
  $elevate apt-get update -qq && $elevate apt-get install -y -qq --no-install-recommends "$@"
}
has() { command -v "$1" >/dev/null; }

if ! has redis-server || ! has openssl; then install redis-server openssl; fi
# Only the tests of report.html want a browser. They are skipped where none can be had, and fail without one where
# EMBED_ONCE_TEST_ALL is set.
if ! has chromium && ! has chromium-browser && ! has google-chrome; then
  install chromium || [ -z "${EMBED_ONCE_TEST_ALL:-}" ]
fi
# Redis 8, for vector sets. Where its packages cannot be had, its tests are skipped and say so; they are part of a suite that also
# runs against other engines.
if ! EMBED_ONCE_TEST_REDIS8=$(timeout 75 scripts/redis-8.sh); then
  EMBED_ONCE_TEST_REDIS8=""
  echo "no Redis 8: the tests of vector sets are skipped" >&2
fi
export EMBED_ONCE_TEST_REDIS8
# The tests that open outputs as people do are skipped where these cannot be had, and fail where EMBED_ONCE_TEST_ALL is set.
EMBED_ONCE_TEST_PYTHON=$(timeout 180 bash scripts/output-readers.sh) || [ -z "${EMBED_ONCE_TEST_ALL:-}" ]
export EMBED_ONCE_TEST_PYTHON
# Likewise those of the example that writes to pgvector. As root, PostgreSQL is started as a user of its own.
EMBED_ONCE_TEST_PGVECTOR=$(timeout 120 bash scripts/pgvector.sh) || [ -z "${EMBED_ONCE_TEST_ALL:-}" ]
export EMBED_ONCE_TEST_PGVECTOR
# Likewise those of SQS and S3, which want an emulator of AWS.
EMBED_ONCE_TEST_AWS=$(timeout 180 bash scripts/aws-emulator.sh) || [ -z "${EMBED_ONCE_TEST_ALL:-}" ]
export EMBED_ONCE_TEST_AWS
# Not `npm ci`: it insists on the binaries of every platform, which mirrors often lack. The versions are those of the lock file.
npm install --no-save --no-audit --no-fund
npm test -- "$@"
