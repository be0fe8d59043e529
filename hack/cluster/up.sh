#!/bin/bash
# up.sh: a cluster of NODES nodes (1 to 3; default: as many as there were, or 1). Idempotent: starts
# what is missing, clears what an earlier run left.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$HERE/process.sh"
. "$HERE/network.sh"
. "$HERE/control-plane.sh"
. "$HERE/node.sh"
needs_linux_root
take_lock

known_nodes() { { find "$K" -maxdepth 1 -name 'n[1-9]' 2>/dev/null || true; } | sed 's/.*n//' | sort; }
answers() { kubectl get --raw /readyz --request-timeout=2s >/dev/null 2>&1; }

count=${NODES:-$(known_nodes | wc -l)}
[ "$count" != 0 ] || count=1
case $count in [1-3]) ;; *) fail "NODES is 1, 2 or 3, not '$count'" ;; esac

# Another folder's cluster has the addresses: leave it if it lives, clear it if it is dead.
other=$(cat "$OWNER" 2>/dev/null || true)
if [ -n "$other" ] && [ "$other" != "$K" ]; then
  if KUBECONFIG=$other/kubeconfig answers; then
    fail "a cluster is up in $other: use it with CLUSTER_DIR=$other, or take it down with
          CLUSTER_DIR=$other make cluster-down"
  fi
  say "clearing a dead cluster in $other"
  CLUSTER_DIR=$other bash "$HERE/down.sh"
fi

bash "$HERE/build.sh"
unset HTTP_PROXY HTTPS_PROXY http_proxy https_proxy   # only builds reach the outside

# What the running processes were started with: when that has changed they are started anew.
version=$(cd "$HERE" && cat "$K"/build/keys/{k8s,addons} control-plane.sh audit-policy.yaml node.sh \
  node-config.sh network.sh pki.sh | sha256sum)
case $(cat "$K/run/version" 2>/dev/null) in
  "$version") ;;
  "") # no record: whatever runs here is a leftover; without its keys the data is of no use either
    if [ -s "$K/pki/proxy.conf" ]; then wipe=(); else wipe=(--wipe); fi
    bash "$HERE/down.sh" "${wipe[@]}" >/dev/null
    ;;
  *)
    say "the cluster's sources have changed: starting it anew, data kept"
    bash "$HERE/down.sh"
    ;;
esac
mkdir -p "$K"/{run,log,volumes,ns}
echo "$K" >"$OWNER"
echo "$version" >"$K/run/version"
kill_strays

bash "$HERE/pki.sh"
network_up
# volumes that are mounted later must show inside the nodes
mountpoint -q "$K/volumes" || { mount --bind "$K/volumes" "$K/volumes"; mount --make-rshared "$K/volumes"; }
# namespaces are kept by files in a private mount
mountpoint -q "$K/ns" || { mount --bind "$K/ns" "$K/ns"; mount --make-private "$K/ns"; }
control_plane_up
nodes=()
for n in $(seq "$count"); do
  node_up "$n" &
  nodes+=($!)
done
waitfor 90 "API server ready" answers
controllers_up
waitfor 30 "storage classes and DNS applied" kubectl apply --server-side -f "$HERE/manifests"
for n in "${nodes[@]}"; do wait "$n" || fail "a node did not start (logs: $K/log)"; done
for n in $(known_nodes); do
  if [ "$n" -gt "$count" ]; then
    say "removing rr-n$n"
    node_down "$n"
    rm -rf "$K/n$n"
    kubectl delete node "rr-n$n" --ignore-not-found >/dev/null
  else
    waitfor 90 "rr-n$n Ready" node_ready "$n"
  fi
done
waitfor 30 "default service account" kubectl get serviceaccount default
dns() { "$K/build/img/busybox" nslookup kubernetes.default.svc.cluster.local "$DNS_IP" | grep -q 198.19.0.1; }
waitfor 90 "DNS answers" dns
say "cluster is up: export KUBECONFIG=$KUBECONFIG"
