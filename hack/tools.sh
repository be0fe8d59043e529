#!/bin/bash
# Installs what building and the unit tests need (Debian, root), or says what to install.
. "$(dirname "$0")/env.sh"

declare -A package=(
  [redis-server]=redis-server [redis-cli]=redis-tools [shellcheck]=shellcheck
  [busybox]=busybox [mvn]=maven
)
missing=()
for command in "${!package[@]}"; do
  command -v "$command" >/dev/null || missing+=("${package[$command]}")
done
(use_jdk) 2>/dev/null || missing+=(openjdk-21-jdk-headless)
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "Please install: ${missing[*]}" >&2
  exit 1
fi
echo "installing ${missing[*]}"
log=$(mktemp)
# RUNLEVEL=1: Debian's own redis-server service is not started
if ! { apt-get update -q && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  tail -n 5 "$log" >&2
  use_jdk
  echo "Could not install ${missing[*]} (log: $log)" >&2
  exit 1
fi
rm "$log"
