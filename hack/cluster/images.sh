#!/bin/bash
# The cluster's images, as tars under $K/build/img: three databases, CoreDNS, the pause container.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$HERE/debian-image.sh"
I=$K/build/img
mkdir -p "$I"

# program_image NAME REFERENCE MKIMAGE-OPTION...: one static program
program_image() {
  local name=$1 ref=$2
  shift 2
  mkdir -p "$I/$name.root"
  cp "$K/build/bin/$name" "$I/$name.root/"
  mkimage -root "$I/$name.root" -o "$I/$name.tar" -ref "$ref" "$@"
  rm -rf "$I/$name.root"
  say "image $name"
}

program_image pause localhost/pause:1 -cmd /pause -user 65535:65535
program_image coredns localhost/coredns:1.13.1 -entrypoint /coredns
redis_image redis-7.0 bookworm redis-server redis-tools docker.io/library/redis:7.0
redis_image redis-8.0 trixie redis-server redis-tools docker.io/library/redis:8.0
redis_image valkey-8.1 trixie valkey-server valkey-tools docker.io/valkey/valkey:8.1
