#!/usr/bin/env bash
# Puts Debian trixie's Redis 8, which has vector sets, into ~/.cache/embed-once/redis-8, without root and beside whatever Redis the machine
# has: its packages are unpacked, not installed, and it runs with its own C library. Prints the program that starts it.
set -euo pipefail

folder=${XDG_CACHE_HOME:-$HOME/.cache}/embed-once/redis-8
program=$folder/redis-server
if [ -x "$program" ]; then
  echo "$program"
  exit
fi
for command in apt-get dpkg-deb; do
  command -v "$command" >/dev/null || { echo "there is no $command here to fetch Redis 8 with" >&2; exit 1; }
done

mkdir -p "$(dirname "$folder")"
work=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$work"' EXIT
# The mirror that this machine uses already.
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
  grep -oP '^(URIs:|deb( \[[^]]*\])?)\s+\Khttps?://\S*/debian/?(?=\s|$)' | head -n 1 || true)
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/root"
touch "$work/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:-http://deb.debian.org/debian} trixie main" >"$work/sources.list"
fetch() {
  timeout 90 apt-get -qq -o Dir::State="$work/state" -o Dir::State::status="$work/status" -o Dir::Cache="$work/cache" \
    -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- -o Acquire::Languages=none -o APT::Sandbox::User= \
    -o Debug::NoLocking=1 "$@" >&2
}
fetch update
fetch install --download-only --no-install-recommends --yes redis-tools
for package in "$work"/cache/archives/*.deb; do dpkg-deb --extract "$package" "$work/root"; done

mv "$work/root" "$work/system"
loader=$(cd "$work/system" && find . -name 'ld-linux-*.so.*' | head -n 1)
libraries=$(cd "$work/system" && find . -name '*.so*' -printf '%h\n' | sort -u | sed "s#^\.#$folder/system#" | paste -sd:)
cat >"$work/redis-server" <<END
#!/bin/sh
exec "$folder/system/${loader#./}" --library-path "$libraries" --argv0 redis-server "$folder/system/usr/bin/redis-check-rdb" "\$@"
END
chmod +x "$work/redis-server"
rm -rf "$work/state" "$work/cache" "$work/status" "$work/sources.list"
# Only now does it have its name, so that what stands there is whole. Another may have been first.
mv -T "$work" "$folder" 2>/dev/null || [ -x "$program" ]
trap - EXIT
rm -rf "$work"
"$program" --version >&2
echo "$program"
