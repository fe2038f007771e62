#!/usr/bin/env bash
# Installs what the tests need: the packages of package-lock.json; redis-server, openssl and Chromium from Debian's packages; a Redis 8; and
# Python environments.
set -euo pipefail
cd "$(dirname "$0")/../.."

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
# Redis 8 has vector sets. Without it their tests are skipped; they are part of a suite that also runs against other engines.
timeout 75 bash scripts/ci/redis-8.sh >&2 || echo "no Redis 8: the tests of vector sets are skipped" >&2
# Tests that need one of these are skipped without it, and fail without it if EMBED_ONCE_TEST_ALL is set. As root, PostgreSQL runs as a user
# of its own.
environments=()
for name in output-readers pgvector aws-emulator; do
  timeout 180 bash scripts/ci/python-environment.sh "$name" >&2 &
  environments+=($!)
done
# Not `npm ci`: it insists on the binaries of every platform, which mirrors often lack. The versions are those of the lock file.
npm install --no-save --no-audit --no-fund
for environment in "${environments[@]}"; do wait "$environment" || [ -z "${EMBED_ONCE_TEST_ALL:-}" ]; done
