#!/usr/bin/env bash
# Moves the tag v1 of the remote origin to the commit of release v1.2.3, unless v1 has a later release already.
#
#   scripts/ci/move-major-tag.sh v1.2.3 COMMIT
set -euo pipefail

tag=$1
commit=$2
if ! [[ "$tag" =~ ^v(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$ ]]; then
  echo "$tag is no release such as v1.2.3: no tag is moved" >&2
  exit 1
fi
major="v${BASH_REMATCH[1]}"

# A fix of an old minor version comes after a newer one.
latest=$(git ls-remote --tags --refs origin "$major.*.*" | sed 's|.*refs/tags/||' | grep -E '^v[0-9]+\.[0-9]+\.[0-9]+$' | sort --version-sort | tail -n 1)
if [ "$latest" != "$tag" ]; then
  echo "$major stays where it is: $latest is later than $tag"
  exit 0
fi
git push --force origin "$commit:refs/tags/$major"
