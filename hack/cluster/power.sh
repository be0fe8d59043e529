#!/bin/bash
# power.sh off|on N: node N > 1 loses its power and gets it back. Off: nothing ends in good order, no
# connection is closed, disks stay.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$HERE/process.sh"
. "$HERE/network.sh"
. "$HERE/node.sh"
needs_linux_root
take_lock

n=${2:-}
case $n in [2-3]) ;; *) fail "which node? 2 or 3, as node 1 is the machine itself" ;; esac
[ -d "$K/n$n" ] || fail "there is no node $n"
case ${1:-} in
  off)
    ip link set "rr-v$n" down
    for name in kubelet containerd kube-proxy netpol; do stop "$name-$n"; done
    kill_containers "$n" KILL
    ;;
  on)
    node_up "$n"
    waitfor 90 "rr-n$n Ready" node_ready "$n"
    ;;
  *) fail "on or off?" ;;
esac
