# shellcheck shell=bash
# Sourced: node N (containerd, kubelet, kube-proxy, netpol) in a mount namespace of its own; for
# N > 1 in a network namespace too. All mounts of a node go with its namespace.
. "$HERE/node-config.sh"

# Fixed folders of kubelet, containerd and CNI, of which every node has private copies.
PRIVATE="/var/lib/kubelet /var/log/containers /run/containerd /var/lib/cni /run/netns"

node_network() {
  local n=$1 ns=rr-n$1 link=rr-v$1
  [ "$n" != 1 ] || return 0
  mkdir -p /run/netns
  ip netns exec "$ns" true 2>/dev/null || {
    rm -f "/run/netns/$ns"   # left from before a restart of the machine
    ip netns add "$ns"
  }
  ip link show "$link" >/dev/null 2>&1 || ip link add "$link" type veth peer name eth0 netns "$ns"
  ip link set "$link" master "$BRIDGE" up
  ip -n "$ns" link set lo up
  ip -n "$ns" addr replace "198.18.0.$n/24" dev eth0
  ip -n "$ns" link set eth0 up
  ip -n "$ns" route replace default via "$HOST_IP"
  ip -n "$ns" route replace unreachable "198.18.$n.0/24"
  ip netns exec "$ns" sysctl -qw net.ipv4.ip_forward=1
  ip route replace "198.18.$n.0/24" via "198.18.0.$n"
}

# Kept by a bind mount, so that kubelet or containerd can be started again in it.
node_mounts() {
  local n=$1 folder script=""
  ! mountpoint -q "$K/ns/mnt-$n" || return 0
  for folder in $PRIVATE; do
    mkdir -p "$folder" "$K/n$n/private$folder"
    script+="mount --bind $K/n$n/private$folder $folder;"
  done
  : >"$K/ns/mnt-$n"
  unshare "--mount=$K/ns/mnt-$n" --propagation slave sh -ec "$script"
}

# kubelet's cgroup root must exist in every hierarchy (v1), with processors and memory nodes set
node_cgroups() {
  local h=/sys/fs/cgroup c f
  if [ -e $h/cgroup.controllers ]; then
    mkdir -p "$h/rr-n$1"
    for c in cpu cpuset memory pids io; do
      echo "+$c" >$h/cgroup.subtree_control
      echo "+$c" >"$h/rr-n$1/cgroup.subtree_control"
    done 2>/dev/null
    return
  fi
  for h in /sys/fs/cgroup/*/; do
    [ "$h" = /sys/fs/cgroup/unified/ ] || mkdir -p "${h}rr-n$1"
  done
  for f in cpuset.cpus cpuset.mems; do
    cat /sys/fs/cgroup/cpuset/$f >"/sys/fs/cgroup/cpuset/rr-n$1/$f"
  done
}

import_images() {
  local n=$1 tar stamp
  for tar in "$K"/build/img/*.tar; do
    stamp=$K/n$n/imported.${tar##*/}
    if [ "$tar" -nt "$stamp" ]; then
      ctr -a "$K/n$n/containerd.sock" -n k8s.io images import "$tar" >>"$K/log/import.log" 2>&1
      touch "$stamp"
    fi
  done
}

node_up() {
  local n=$1 d=$K/n$1
  mkdir -p "$d"/{cni,cni-ipam,kubelet,pods-log}
  bash "$HERE/pki.sh" "$n"
  node_network "$n"
  node_mounts "$n"
  node_cgroups "$n"
  node_config "$n"
  start_in "$n" containerd containerd --config "$d/containerd.toml"
  waitfor 30 "containerd-$n answers" ctr -a "$d/containerd.sock" version
  import_images "$n"
  waitfor 90 "API server ready for rr-n$n" kubectl get --raw /readyz
  start_in "$n" kubelet kubelet "--config=$d/kubelet.yaml" "--kubeconfig=$K/pki/kubelet-$n.conf" \
    "--hostname-override=rr-n$n" "--node-ip=198.18.0.$n" "--root-dir=$d/kubelet" \
    "--cert-dir=$d/kubelet/pki" --v=2
  start_in "$n" kube-proxy kube-proxy "--kubeconfig=$K/pki/proxy.conf" --proxy-mode=nftables \
    "--cluster-cidr=$POD_NET" "--hostname-override=rr-n$n" "--bind-address=198.18.0.$n" \
    --conntrack-max-per-core=0 --conntrack-min=0 --conntrack-tcp-timeout-established=0s \
    --conntrack-tcp-timeout-close-wait=0s --healthz-bind-address=127.0.0.1:10256 \
    --metrics-bind-address=127.0.0.1:10249
  start_in "$n" netpol netpol -kubeconfig "$KUBECONFIG" -node "rr-n$n"
}

# Ready, said after this kubelet started: after a restart etcd still has the old word.
node_ready() {
  local said
  said=$(kubectl get node "rr-n$1" -o \
    jsonpath='{range .status.conditions[?(@.type=="Ready")]}{.status} {.lastHeartbeatTime}{end}')
  [ "${said% *}" = True ] && [ "$(date -d "${said#* }" +%s)" -ge "$(stat -c %Y "$K/run/kubelet-$1.pid")" ]
}

# Containers and their shims are those in the node's cgroup (nothing else can be in it) and the
# shims of its socket. kill_containers N [SIGNALS]
kill_containers() {
  local n=$1 signal pids
  for signal in ${2:-TERM KILL}; do
    pids=$(find /sys/fs/cgroup -path "*/rr-n$n/*" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -u)
    # shellcheck disable=SC2086 # many pids
    if [ -n "$pids" ]; then kill -$signal $pids 2>/dev/null || true; sleep 0.5; fi
  done
  for pids in $(pgrep -f -- "containerd-shim-runc-v2 .*-address $K/n$n/containerd.sock"); do
    kill -9 "$pids" 2>/dev/null || true
  done
}

node_down() {
  local n=$1 name
  for name in kubelet kube-proxy netpol; do stop "$name-$n"; done
  kill_containers "$n"
  stop "containerd-$n"
  if mountpoint -q "$K/ns/mnt-$n"; then umount "$K/ns/mnt-$n"; fi
  rm -f "$K/ns/mnt-$n"
  ip netns del "rr-n$n" 2>/dev/null || rm -f "/run/netns/rr-n$n"
  ip link del "rr-v$n" 2>/dev/null || true
  ip route del "198.18.$n.0/24" 2>/dev/null || true
  find /sys/fs/cgroup -path "*/rr-n$n*" -depth -type d -exec rmdir {} + 2>/dev/null || true
  rm -rf "$K/n$n/cni-ipam"
}
