#!/bin/bash
# Installs what the cluster needs from the machine: a handful of Debian packages, and Go >= 1.24.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

declare -A package=(
  [containerd]=containerd [runc]=runc [/usr/lib/cni/ptp]=containernetworking-plugins
  [nft]=nftables [mkfs.xfs]=xfsprogs [ip]=iproute2 [openssl]=openssl [objdump]=binutils
  [sysctl]=procps [nsenter]=util-linux [losetup]=mount [dpkg-deb]=dpkg
)
missing=()
for command in "${!package[@]}"; do
  command -v "$command" >/dev/null || missing+=("${package[$command]}")
done
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || fail "please install: ${missing[*]} (no apt-get here)"
  mkdir -p "$K/log"
  say "installing ${missing[*]}"
  # RUNLEVEL=1: Debian's own containerd service is not started
  { apt-get update -q && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$K/log/apt.log" 2>&1 ||
    { tail -n 5 "$K/log/apt.log" >&2; fail "apt-get install ${missing[*]}"; }
  say "Debian packages"
fi

go=$(go env GOVERSION 2>/dev/null | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
[ "${go:-0}" -ge 21 ] || fail "Go >= 1.24 is needed to build Kubernetes: https://go.dev/dl into /usr/local/go"
