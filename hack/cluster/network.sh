# shellcheck shell=bash
# Sourced: what the machine itself gets, and how it is taken away: one bridge, two routes, one nft
# table, some sysctls. The cluster is closed: its pods reach nothing outside and nothing reaches them.

# those that kubelet and kube-proxy set, restored at the end
SYSCTLS="net.ipv4.ip_forward vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops
  kernel.keys.root_maxkeys kernel.keys.root_maxbytes"

network_up() {
  local s
  if [ ! -s "$K/run/sysctl.saved" ]; then
    for s in $SYSCTLS; do echo "$s=$(sysctl -n "$s")"; done >"$K/run/sysctl.saved"
  fi
  sysctl -qw net.ipv4.ip_forward=1
  ip link show "$BRIDGE" >/dev/null 2>&1 || ip link add "$BRIDGE" type bridge
  ip addr replace "$HOST_IP/24" dev "$BRIDGE"
  ip link set "$BRIDGE" up
  ip route replace "$SERVICE_NET" dev "$BRIDGE" src "$HOST_IP"
  # the address of a pod that is gone must not go out by the default route
  ip route replace unreachable 198.18.0.0/15
  nft -f - <<'NFT'
table inet rr
delete table inet rr
table inet rr {
  chain closed {
    type filter hook forward priority filter; policy accept
    ip saddr 198.18.0.0/15 ip daddr != 198.18.0.0/15 reject
    ip daddr 198.18.0.0/15 ip saddr != 198.18.0.0/15 drop
  }
}
NFT
}

network_down() {
  local table
  for table in "inet rr" "inet rr-netpol" "ip kube-proxy" "ip6 kube-proxy"; do
    # shellcheck disable=SC2086 # two words
    nft delete table $table 2>/dev/null || true
  done
  ip route del "$SERVICE_NET" dev "$BRIDGE" 2>/dev/null || true
  ip route del unreachable 198.18.0.0/15 2>/dev/null || true
  ip link del "$BRIDGE" 2>/dev/null || true
  if [ -s "$K/run/sysctl.saved" ]; then
    xargs sysctl -qw <"$K/run/sysctl.saved"
    rm "$K/run/sysctl.saved"
  fi
}
