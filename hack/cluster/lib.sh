# shellcheck shell=bash disable=SC2034 # used by those that source it
# Sourced by the other scripts: names, paths, progress, waiting.

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
K=${CLUSTER_DIR:-/tmp/rr-cluster}   # everything of the cluster; $K/build survives `down --wipe`
KUBECONFIG=$K/kubeconfig
PATH=$K/build/bin:$PATH:/usr/local/go/bin:/usr/sbin:/sbin
LC_ALL=C
export KUBECONFIG PATH LC_ALL
umask 022

# One cluster a machine: its addresses are fixed. 198.18.0.0/15 is reserved for tests (RFC 2544).
BRIDGE=rrbr0
HOST_IP=198.18.0.1          # the machine, and node 1; node N is 198.18.0.N, its pods 198.18.N.0/24
POD_NET=198.18.0.0/16
SERVICE_NET=198.19.0.0/16
DNS_IP=198.19.0.10
ETCD=http://127.0.0.1:12379
OWNER=/run/rr-cluster.dir   # names the CLUSTER_DIR of the cluster that is up
LOCK=/run/rr-cluster.lock

START=${START:-$(date +%s%N)}
export START

say() {
  local tenths=$((($(date +%s%N) - START) / 100000000))
  printf '%5d.%ds  %s\n' $((tenths / 10)) $((tenths % 10)) "$*"
}

fail() {
  say "FAILED: $*" >&2
  exit 1
}

# waitfor SECONDS WHAT COMMAND...: until the command succeeds
waitfor() {
  local end=$(($(date +%s) + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$(date +%s)" -lt "$end" ] || fail "timed out: $what (logs: $K/log)"
    sleep 0.1
  done
  say "$what"
}

needs_linux_root() {
  [ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ] && return
  cat >&2 <<'MESSAGE'
The project's own cluster runs on Linux as root only. Elsewhere bring your own, for example
    kind create cluster
and say CLUSTER=current: make demo CLUSTER=current, make test CLUSTER=current
MESSAGE
  exit 1
}

# Two clones may start, stop or build at the same time: one after the other.
take_lock() {
  [ "${HAVE_LOCK:-}" != 1 ] || return 0
  exec 9>"$LOCK"
  flock -n 9 || { say "waiting for another cluster command to end"; flock 9; }
  export HAVE_LOCK=1
}
