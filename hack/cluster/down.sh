#!/bin/bash
# down.sh [--wipe]: stops the cluster and takes its network, mounts and cgroups away. --wipe: its data
# too; the built programs and images stay in $K/build.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$HERE/process.sh"
. "$HERE/network.sh"
. "$HERE/control-plane.sh"
. "$HERE/node.sh"
needs_linux_root
take_lock

kill_strays
olm_down
nodes=$({ ls "$K" "$K/run" "$K/ns" /run/netns 2>/dev/null || true; } |
  sed -nE 's/^(n|mnt-|rr-n|containerd-)([1-9])(\.pid)?$/\2/p' | sort -u)
for n in $nodes; do node_down "$n"; done
control_plane_down
awk -v k="$K/" 'index($5, k) == 1 {print $5}' /proc/self/mountinfo | sort -r | while read -r mount; do
  umount "$mount" || umount -l "$mount"
done
network_down
# empty by now, unless the machine has a use of its own for them
# shellcheck disable=SC2086 # a list
rmdir $PRIVATE 2>/dev/null || true
rm -rf "$K/run"
[ "$(cat "$OWNER" 2>/dev/null)" != "$K" ] || rm -f "$OWNER"
if [ "${1:-}" = --wipe ] && [ -d "$K" ]; then
  find "$K" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
fi
say "cluster is down${1:+, data removed}"
