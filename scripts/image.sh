#!/usr/bin/env bash
# Builds the image of tekton-adapter/Containerfile, and runs it as a cluster would: read-only, without root, against a real redis-server.
# First run, second run, a validation that fails, SIGTERM in the middle. Needs redis-server and, where no Docker engine runs yet, root:
# it then installs Debian's docker.io and starts an engine of its own.
#
#   scripts/image.sh                   on a base made here with debootstrap and this machine's Node; nothing is pulled
#   BASE=IMAGE scripts/image.sh        on another base, such as that of the Containerfile: BASE=node:24-trixie-slim
set -euo pipefail
cd "$(dirname "$0")/.."

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
  debootstrap --variant=minbase --include=libstdc++6,ca-certificates trixie "$folder" "${mirror:-http://deb.debian.org/debian}" >"$work/base.log" 2>&1 ||
    { tail "$work/base.log" >&2; fail "no base could be made"; }
  cp "$(readlink -f "$(command -v node)")" "$folder/usr/local/bin/node"
  rm -rf "$folder"/var/lib/apt/lists/* "$folder"/var/cache/apt/archives/*.deb
  tar -C "$folder" -c . | docker import - embed-once-base >/dev/null
  echo embed-once-base
}

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

engine
base=${BASE:-$(made_base)}
build --tag embed-once
build --tag embed-once:again
expect "layer of a second build" "$(top_layer embed-once:again)" "$(top_layer embed-once)"
ok "two builds give the same layer, $(top_layer embed-once | cut -c1-19)"

version=$(node -p 'require("./package.json").version')
expect "the health check" "$(docker run --rm --read-only --network none --entrypoint embed-once embed-once --version)" "$version"
expect "the user" "$(docker run --rm --network none --entrypoint id embed-once -u)" 65532
docker run --rm "${as_pod[@]}" --entrypoint touch embed-once /embed-once/x 2>/dev/null && fail "its files can be written"
for file in licenses/embed-once.txt licenses/third-party.txt dist/sbom.cdx.json; do
  [ "$(docker run --rm --network none --entrypoint wc embed-once -c "/embed-once/$file" | cut -d' ' -f1)" -gt 5000 ] || fail "$file is not there"
done
bytes=$(docker history --format '{{.Size}} {{.CreatedBy}}' --no-trunc embed-once | grep -m 1 COPY | cut -d' ' -f1)
ok "version $version, not root, read-only, with licences and SBOM; $bytes beside the base"

port=$(node -e 'const s = require("net").createServer().listen(0, () => { console.log(s.address().port); s.close(); })')
redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$work" >/dev/null &
started+=($!)
until redis-cli -p "$port" ping >/dev/null 2>&1; do sleep 0.1; done

mkdir -p "$work/workspace"
cp examples/quickstart/corpus.txt examples/quickstart/golden.jsonl "$work/workspace"
chmod 755 "$work" && chmod 777 "$work/workspace" && chmod a+r "$work"/workspace/*

expect "code of the first run" "$(run embed-once --corpus corpus.txt --golden-set golden.jsonl)" 0
expect "texts embedded by the first run" "$(result embedded)" 1200
expect "validation of the first run" "$(result validation)" passed
ok "first run: $(result embedded) embedded, validation $(result validation)"

expect "code of the second run" "$(run embed-once --corpus corpus.txt --golden-set golden.jsonl)" 0
expect "texts embedded by the second run" "$(result embedded)" 0
expect "hit rate of the second run" "$(result hit-rate)" 1.0000
ok "second run, another pod: $(result hits) hits in Redis, nothing embedded"

expect "code of a plan" "$(run embed-once plan --corpus corpus.txt --cache-mode recache --shards 2)" 0
expect "shards of the plan" "$(result shards)" '["1/2","2/2"]'
ok "plan: shards $(result shards)"

# Another way of pooling gives other vectors than those that were approved.
expect "code of a failing validation" "$(run embed-once --corpus corpus.txt --golden-set golden.jsonl --pooling cls --validation-profile same-model)" 3
expect "result of a failing validation" "$(result validation)" failed
ok "vectors that drifted: code 3, result validation $(result validation)"

expect "code of an unusable input" "$(run embed-once --corpus corpus.txt --device tpu)" 2
ok "an unusable input: code 2"

# Long enough that the signal comes while it embeds.
# shellcheck disable=SC2016 # What looks like a shell's variable is JavaScript's.
node -e '
  const texts = require("fs").readFileSync("examples/quickstart/corpus.txt", "utf8").trim().split("\n");
  for (let round = 0; round < 10; round++) console.log(texts.map((text) => `${text} (${round})`).join("\n"));
' >"$work/workspace/long.txt"
docker run --detach --name "embed-once-$$" "${as_pod[@]}" --env EMBED_ONCE_REDIS_URL="redis://127.0.0.1:$port" embed-once --corpus long.txt --output-format none >/dev/null
until [ "$(redis-cli -p "$port" dbsize | tr -dc 0-9)" -gt 4000 ]; do sleep 0.2; done
begin=$(date +%s%N)
docker stop --time 30 "embed-once-$$" >/dev/null
took=$((($(date +%s%N) - begin) / 1000000))
docker logs "embed-once-$$" >"$work/log" 2>&1
expect "code after SIGTERM" "$(docker inspect --format '{{.State.ExitCode}}' "embed-once-$$")" 1
docker rm "embed-once-$$" >/dev/null
[ "$took" -lt 10000 ] || fail "it took $took ms to end after SIGTERM"
ok "SIGTERM in the middle: code 1 after $took ms"

expect "code of the run after it" "$(run embed-once --corpus long.txt --output-format none)" 0
[ "$(result hits)" -gt 1000 ] && [ "$(result embedded)" -lt 11000 ] || fail "it did not go on where it was"
expect "texts of both" "$(($(result hits) + $(result embedded)))" "$(result unique)"
ok "the next run goes on: $(result hits) of $(result unique) were there"

# Stand-ins for the provider: that they arrive, and that the CPU still serves where there is no GPU.
mkdir -p tekton-adapter/cuda
if [ -z "$(ls tekton-adapter/cuda)" ]; then
  touch tekton-adapter/cuda/libonnxruntime_providers_{cuda,shared}.so
  trap 'rm -rf tekton-adapter/cuda; clean' EXIT
fi
build --tag embed-once:cuda --build-arg ORT_DIR=tekton-adapter/cuda --build-arg BASE="$base"
expect "files of the provider" "$(docker run --rm --network none --entrypoint ls embed-once:cuda /embed-once/cuda | wc -l)" 2
expect "Node of the image with CUDA" "$(docker run --rm --network none --entrypoint sh embed-once:cuda -c 'command -v node')" /embed-once/bin/node
expect "code of a run without a GPU" "$(run embed-once:cuda --corpus corpus.txt --cache-mode off)" 0
ok "with CUDA's provider: runs on the CPU where there is no GPU"

echo "$passed passed, 0 failed"
