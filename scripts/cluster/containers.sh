#!/usr/bin/env bash
# For image.sh and image-workers.sh: an engine, a base, the image, a Redis, and containers as a cluster would run them. Needs redis-server
# and, where no Docker engine runs yet, root: it then installs Debian's docker.io and starts an engine of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

work=$(mktemp -d)
started=()
# Only what was started here.
clean() {
  docker ps --quiet --filter label=embed-once-image-test="$work" 2>/dev/null | xargs -r docker rm -f >/dev/null || true
  for ((at = ${#started[@]} - 1; at >= 0; at--)); do
    kill "${started[at]}" 2>/dev/null && wait "${started[at]}" 2>/dev/null || true
  done
  # An engine leaves this mounted.
  umount "$work"/docker-run/netns/* 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }
passed=0
ok() { echo "ok  $*"; passed=$((passed + 1)); }
has() { command -v "$1" >/dev/null; }
install() { apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2; }

engine() {
  if has docker && docker info >/dev/null 2>&1; then return; fi
  has dockerd || install docker.io iptables
  export DOCKER_HOST=unix://$work/docker.sock
  # No bridge: nothing here needs a network but the loopback of this machine.
  dockerd --data-root "$work/docker" --exec-root "$work/docker-run" --pidfile "$work/docker.pid" -H "$DOCKER_HOST" \
    --bridge=none --iptables=false >"$work/docker.log" 2>&1 &
  started+=($!)
  for _ in $(seq 60); do
    if docker info >/dev/null 2>&1; then return; fi
    sleep 0.5
  done
  cat "$work/docker.log" >&2
  fail "no Docker engine could be started"
}

# Debian trixie, with the Node of this machine.
made_base() {
  local folder=$work/base mirror
  has debootstrap || install debootstrap
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
    grep -oP '^(URIs:|deb( \[[^]]*\])?)\s+\Khttps?://\S*/debian/?(?=\s|$)' | head -n 1 || true)
  debootstrap --variant=minbase --include=libstdc++6,ca-certificates trixie "$folder" ${mirror:+"$mirror"} >"$work/base.log" 2>&1 ||
    { tail "$work/base.log" >&2; fail "no base could be made"; }
  cp "$(readlink -f "$(command -v node)")" "$folder/usr/local/bin/node"
  rm -rf "$folder"/var/lib/apt/lists/* "$folder"/var/cache/apt/archives/*.deb
  tar -C "$folder" -c . | docker import - embed-once-base >/dev/null
  echo embed-once-base
}

# On `base`, which the script that asks for this has chosen.
# shellcheck disable=SC2154
build() {
  docker build --quiet --network none --no-cache --file tekton-adapter/Containerfile --build-arg NODE_BASE="$base" "$@" . >"$work/log" 2>&1 ||
    { tail -n 20 "$work/log" >&2; fail "the image cannot be built"; }
}
top_layer() { docker image inspect --format '{{json .RootFS.Layers}}' "$1" | grep -oP 'sha256:\w+' | tail -n 1; }

# As in the tasks of tekton-adapter: nothing but /tmp and the workspace can be written. The user is one that the image does not know.
as_pod=(--read-only --tmpfs /tmp --user 12345:12345 --cap-drop ALL --security-opt no-new-privileges --network host
  --label "embed-once-image-test=$work" --volume "$work/workspace:/workspace" --workdir /workspace)
run() {
  local code=0
  docker run --rm "${as_pod[@]}" --env EMBED_ONCE_REDIS_URL="redis://127.0.0.1:$port" --env TEKTON_RESULTS_DIR=/workspace/results "$@" \
    >"$work/log" 2>&1 || code=$?
  echo "$code"
}
result() { cat "$work/workspace/results/$1"; }
expect() { [ "$2" = "$3" ] || { cat "$work/log" >&2; fail "$1: $2, not $3"; }; }

# On a port of its own, which is then in $port. Arguments are settings of redis-server.
redis() {
  port=$(node -e 'const s = require("net").createServer().listen(0, () => { console.log(s.address().port); s.close(); })')
  redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$work" "$@" >/dev/null &
  started+=($!)
  until redis-cli -p "$port" ping >/dev/null 2>&1; do sleep 0.1; done
}

# A folder that any user can write, as /workspace of the containers.
workspace() {
  mkdir -p "$work/workspace"
  chmod 755 "$work" && chmod 777 "$work/workspace"
}
