#!/bin/bash
# tools.sh build|test: installs what that needs (Debian, root), or says what to install.
. "$(dirname "$0")/env.sh"

missing=()
need() { command -v "$1" >/dev/null || missing+=("$2"); } # need COMMAND PACKAGE
need mvn maven
(use_jdk) 2>/dev/null || missing+=(openjdk-21-jdk-headless)
if [ "${1:-test}" = test ]; then
  need redis-server redis-server
  need redis-cli redis-tools
  need shellcheck shellcheck
  need busybox busybox
fi
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "Please install: ${missing[*]} (names of Debian's packages)" >&2
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
