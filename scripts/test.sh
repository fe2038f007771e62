#!/usr/bin/env bash
# Runs all tests, installing what they need: the packages of package-lock.json, redis-server and openssl from Debian's packages.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v redis-server >/dev/null || ! command -v openssl >/dev/null; then
  elevate=""
  [ "$(id -u)" = 0 ] || elevate=sudo
  $elevate apt-get update -qq
  $elevate apt-get install -y -qq redis-server openssl
fi
# Not `npm ci`: it insists on the binaries of every platform, which mirrors often lack. The versions are those of the lock file.
npm install --no-save --no-audit --no-fund
npm test -- "$@"
