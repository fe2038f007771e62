#!/usr/bin/env bash
# Runs tekton-adapter on the cluster that kubectl speaks to, in a namespace of its own: a run that embeds everything, one that finds
# everything, and one in three shards whose vectors drifted. The namespace is deleted at the end, and nothing else is touched.
#
#   scripts/cluster/pipeline.sh                            a Redis is started from the image redis:8
#   REDIS_URL=redis://… scripts/cluster/pipeline.sh        one that pods can reach; it should be empty
#
# Needs Tekton Pipelines, a default storage class (or volumes of 2 GiB that wait for a claim), and the image on the nodes:
#   docker build -f tekton-adapter/Containerfile -t embed-once:0.1.0 . && kind load docker-image embed-once:0.1.0
set -euo pipefail
cd "$(dirname "$0")/../.."

namespace=embed-once-test-$$
work=$(mktemp -d)
trap 'kubectl delete namespace "$namespace" --wait=false >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
in_namespace() { kubectl --namespace "$namespace" "$@"; }
passed=0
ok() { echo "ok  $*"; passed=$((passed + 1)); }
fail() {
  in_namespace get pipelinerun,taskrun,pod >&2 || true
  in_namespace logs --selector "tekton.dev/pipelineRun=$run" --all-containers --prefix --tail=20 >&2 || true
  echo "FAILED: $*" >&2
  exit 1
}
expect() { [ "$2" = "$3" ] || fail "$1: '$2', not '$3'"; }

kubectl create namespace "$namespace" >/dev/null
if [ -z "${REDIS_URL:-}" ]; then
  in_namespace create deployment redis --image=redis:8 >/dev/null
  in_namespace expose deployment redis --port=6379 >/dev/null
  in_namespace wait --for=condition=Available deployment/redis --timeout=3m >/dev/null
fi
in_namespace create secret generic redis-connection --from-literal=REDIS_URL="${REDIS_URL:-redis://redis:6379}" >/dev/null
in_namespace apply -f tekton-adapter/generate-embeddings.yaml -f tekton-adapter/validate-embeddings.yaml -f tekton-adapter/pipeline.yaml >/dev/null

# Stands in for the catalogue's task, so that no network is needed: the quickstart comes from ConfigMaps, and `revision` names one.
settings() { in_namespace create configmap "$1" --from-file=examples/quickstart/corpus.txt --from-file=examples/quickstart/golden.jsonl "${@:2}" >/dev/null; }
settings main
printf 'version: 1\nsettings:\n  pooling: cls\n  validation-profile: same-model\n' >"$work/.embed-once.yml"
settings drifted --from-file="$work/.embed-once.yml"
in_namespace apply -f - >/dev/null <<EOF
apiVersion: tekton.dev/v1
kind: Task
metadata:
  name: git-clone
spec:
  params: [{ name: url }, { name: revision }]
  workspaces: [{ name: output }]
  volumes: [{ name: files, configMap: { name: \$(params.revision) } }]
  steps:
    - name: copy
      image: embed-once:$(node -p 'require("./package.json").version')
      command: [cp]
      args: [-RL, --, /files/., \$(workspaces.output.path)]
      volumeMounts: [{ name: files, mountPath: /files }]
EOF

# Of a run: $1 is the revision, $2 the number of shards.
started() {
  sed -e 's#https://github.com/OWNER/embed-once#none#' -e 's#examples/quickstart/##' \
    -e "s#^  taskRunTemplate:#    - { name: git-revision, value: $1 }\n    - { name: shards, value: \"$2\" }\n&#" tekton-adapter/run.yaml >"$work/run.yaml"
  # The claim is there from the second run on, which kubectl says and which is no matter.
  run=$(in_namespace create -f "$work/run.yaml" -o name 2>/dev/null | grep pipelinerun | cut -d/ -f2 || true)
  in_namespace wait --for=condition=Succeeded=True "pipelinerun/$run" --timeout=10m >/dev/null 2>&1 &
  local green=$!
  in_namespace wait --for=condition=Succeeded=False "pipelinerun/$run" --timeout=10m >/dev/null 2>&1 &
  local red=$!
  wait -n $green $red || true
  kill $green $red 2>/dev/null || true
}
verdict() { in_namespace get pipelinerun "$run" -o jsonpath='{.status.conditions[0].status}'; }
skipped() { in_namespace get pipelinerun "$run" -o jsonpath='{.status.skippedTasks[*].name}'; }
result() { in_namespace get taskrun "$run-$1" -o jsonpath="{.status.results[?(@.name==\"$2\")].value}"; }
state() { in_namespace get taskrun "$run-$1" -o jsonpath='{.status.conditions[0].status}'; }

run=none
started main 0
expect "the first run" "$(verdict)" True
expect "texts embedded" "$(result embed embedded)" 1200
expect "validation" "$(result validate validation)" passed
expect "keeping the reports" "$(state keep-report)" True
ok "a run is green: 1,200 embedded, validation passed, reports kept"

started main 0
expect "the second run" "$(verdict)" True
expect "tasks that were skipped" "$(skipped)" embed
expect "hits" "$(result write hits)" 1200
ok "the next one skips embed, and finds everything"

started drifted 3
expect "the third run" "$(verdict)" False
expect "texts embedded in three shards" "$(($(result embed-0 embedded) + $(result embed-1 embedded) + $(result embed-2 embedded)))" 1200
expect "validation" "$(result validate validation)" failed
expect "keeping the reports" "$(state keep-report)" True
ok "one with other vectors, in three shards: each text once, validation fails the run, reports kept"

echo "$passed passed, 0 failed"
