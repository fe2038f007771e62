#!/usr/bin/env bash
# Three workers in containers on one queue, one of which is killed while it holds a message: every text is embedded once, and none is lost.
# Then one that is told to end. Builds the image first; needs what image.sh needs, and takes some minutes.
#
#   scripts/cluster/image-workers.sh           or with a base: BASE=IMAGE scripts/cluster/image-workers.sh
set -euo pipefail
# shellcheck source=containers.sh
. "$(dirname "$0")/containers.sh"

DOCUMENTS=12
TEXTS=600
# Texts that all documents share: whoever comes first embeds them.
SHARED=50
DISTINCT=$((DOCUMENTS * TEXTS + SHARED))
VECTOR='eo1:[0-9a-f]{16}:[A-Za-z0-9_-]{43}'

cli() { redis-cli -p "$port" "$@"; }
# A fact of a worker's report, such as report a queue.done
report() { node -p "require(process.argv[1]).$2" "$work/workspace/reports/$1/report.json"; }
vectors() { cli --scan | grep -cxE "$VECTOR" || true; }
sets_of() { grep -cE "^$1 $VECTOR\$" "$work/sets" || true; }
# Who holds messages, by name of the worker.
holders() { cli --json xpending eo1:queue embed-once | node -p '(JSON.parse(require("fs").readFileSync(0))[3] ?? []).map(([name]) => name.replace(/-[^-]*$/, "")).join(" ")'; }
# A container with a host name and a user of Redis of its own.
work_as() {
  local name=$1
  shift
  docker run --detach --name "embed-once-$$-$name" --hostname "$name" "${as_pod[@]}" --env EMBED_ONCE_REDIS_URL="redis://$name:word@127.0.0.1:$port" \
    embed-once worker --runner-cache off --queue-claim-after 3s --queue-idle 2s --output vectors/ --report-dir "reports/$name" "$@" >/dev/null
}
code_of() { docker wait "embed-once-$$-$1"; }

engine
base=${BASE:-$(made_base)}
build --tag embed-once
redis --notify-keyspace-events 'E$'
workspace
for name in a b c d e; do cli acl setuser "$name" on '>word' '~*' '&*' '+@all' >/dev/null; done

# shellcheck disable=SC2016 # What looks like a shell's variable is JavaScript's.
node -e '
  const { readFileSync, writeFileSync } = require("fs");
  const [folder, documents, texts, shared] = process.argv.slice(1).map((word, at) => (at ? Number(word) : word));
  const lines = readFileSync("examples/quickstart/corpus.txt", "utf8").trim().split("\n");
  for (let at = 0; at < documents; at++) {
    const own = lines.slice(0, texts).map((line) => `${line} (${at})`);
    writeFileSync(`${folder}/document-${at}.txt`, [...own, ...lines.slice(-shared)].join("\n") + "\n");
  }
' "$work/workspace" "$DOCUMENTS" "$TEXTS" "$SHARED"
chmod a+r "$work"/workspace/*

expect "code of enqueue" "$(run embed-once enqueue --corpus 'document-*.txt' --report-dir=)" 0
expect "messages in the queue" "$(cli xlen eo1:queue)" "$DOCUMENTS"

# Each vector that Redis takes, as it says; and who sent it, as far as addresses tell.
cli psubscribe '__keyevent@0__:set' >"$work/taken" &
started+=($!)
redis-cli -p "$port" monitor 2>/dev/null > >(stdbuf -oL grep -oE "^[0-9.]+ \[0 [0-9.:]+\] \"SET\" \"$VECTOR\"" >"$work/monitor") &
started+=($!)
(while sleep 0.2; do cli client list 2>/dev/null | grep -oP ' addr=\K\S+|user=\K\S+' | paste -sd ' \n' || true; done) >"$work/users" &
started+=($!)

for name in a b c; do work_as "$name"; done
# As soon as each of them holds a message, and the first has stored something of its own.
# shellcheck disable=SC2016 # What looks like a shell's variable is JavaScript's.
user_of() { node -e '
  const { readFileSync } = require("fs");
  const read = (file) => readFileSync(`${process.argv[1]}/${file}`, "utf8").trim().split("\n");
  const users = new Map(read("users").map((line) => line.split(" ")));
  for (const line of read("monitor")) {
    const [, address, key] = /\[0 (\S+)\] "SET" "(.*)"/.exec(line) ?? [];
    if (address) console.log(users.get(address) ?? "nobody", key);
  }' "$work" >"$work/sets"; }
for _ in $(seq 600); do
  user_of
  [ "$(holders)" = "a b c" ] && [ "$(sets_of a)" -gt 300 ] && break
  sleep 0.1
done
expect "workers that hold a message" "$(holders)" "a b c"
docker kill --signal KILL "embed-once-$$-a" >/dev/null
expect "who holds messages after the death of one" "$(holders)" "a b c"
expect "code of the one that was killed" "$(code_of a)" 137
ok "three workers, each with a message; one was killed after it had stored $(sets_of a) vectors"

for name in b c; do expect "code of worker $name" "$(code_of "$name")" 0; done
docker logs "embed-once-$$-b" >"$work/log" 2>&1
sleep 1
user_of
total() { echo $(($(report b "$1") + $(report c "$1"))); }
for name in b c; do expect "end of worker $name" "$(report "$name" queue.end)" drained; done
expect "messages taken over" "$(total queue.claimed)" 1
expect "messages put aside, as the workers say" "$(total queue.dead)" 0
expect "messages put aside, as Redis says" "$(cli xlen eo1:queue:dead)" 0
expect "messages in the queue" "$(cli xlen eo1:queue)" 0
expect "messages that somebody holds" "$(holders)" ""
expect "messages that are known" "$(cli scard eo1:queue:known)" 0
lag=$(cli --json xinfo groups eo1:queue | node -p 'const [group] = JSON.parse(require("fs").readFileSync(0)); group.lag ?? group[group.indexOf("lag") + 1]')
expect "the lag that KEDA sees" "$lag" 0
ok "the queue is empty: nothing waits, nothing is held, nothing was put aside; one message was taken over"

expect "vectors in Redis" "$(vectors)" "$DISTINCT"
expect "vectors that Redis took" "$(grep -cxE "$VECTOR" "$work/taken")" "$DISTINCT"
expect "vectors that Redis took twice" "$(grep -xE "$VECTOR" "$work/taken" | sort | uniq -d | wc -l)" 0
ok "each of $DISTINCT texts has a vector, and each vector was stored once"

killed=$((DISTINCT - $(total texts.embedded)))
expect "texts embedded by two, as the workers say" "$(total texts.computedTwice)" 0
expect "vectors that others stored first" "$(total 'tiers[0].adopted')" 0
expect "vectors stored by the one that was killed, and what the others did not embed" "$(sets_of a)" "$killed"
for name in b c; do expect "vectors sent by worker $name" "$(sets_of "$name")" "$(report "$name" texts.embedded)"; done
ok "the others embedded $(total texts.embedded): all but the $killed that the killed one had stored, and none twice"

files=$(find "$work/workspace/vectors" -name '*.jsonl' | wc -l)
expect "files with vectors" "$files" "$DOCUMENTS"
expect "rows in them" "$(cat "$work"/workspace/vectors/*.jsonl | wc -l)" $((DOCUMENTS * (TEXTS + SHARED)))
expect "code of a run over all" "$(run embed-once --corpus 'document-*.txt' --output-format none --audit-sample 0.01)" 0
expect "texts that it embedded" "$(result embedded)" 0
expect "texts that were there" "$(result hits)" "$DISTINCT"
ok "each document has its file; a run over all of them finds $(result hits) and embeds nothing"

# A pod that is taken away.
cli flushall >/dev/null
expect "code of enqueue" "$(run embed-once enqueue --corpus document-0.txt --report-dir=)" 0
work_as d
until [ "$(vectors)" -gt 0 ]; do sleep 0.05; done
begin=$(date +%s%N)
docker stop --time 30 "embed-once-$$-d" >/dev/null
took=$((($(date +%s%N) - begin) / 1000000))
expect "code after SIGTERM" "$(code_of d)" 0
expect "messages given back" "$(report d queue.givenBack)" 1
before=$(vectors)
work_as e
expect "code of the next worker" "$(code_of e)" 0
expect "what the next one finds" "$(report e texts.hits)" "$before"
expect "what both embedded" "$(($(report d texts.embedded) + $(report e texts.embedded)))" $((TEXTS + SHARED))
ok "SIGTERM: the message was given back after $took ms, and the next worker found the $before vectors"

echo "$passed passed, 0 failed"
