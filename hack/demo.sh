#!/bin/bash
# The demo's last part (make demo has the cluster, the image and the operator ready): one resource,
# and what comes of it.
. "$(dirname "$0")/env.sh"
NS=demo
T0=$(date +%s)

k() { kubectl -n $NS "$@"; }
pod_redis() { # pod_redis POD ARGUMENT...: redis-cli in a pod; the password stays out of every command line
  local pod=$1
  shift
  # shellcheck disable=SC2016 # expanded in the pod
  k exec "$pod" -c redis -- sh -c 'f=/etc/redis-replication/auth/password
    if [ -r $f ]; then REDISCLI_AUTH=$(cat $f); export REDISCLI_AUTH; fi
    exec redis-cli "$@"' redis-cli "$@"
}

# the services' rules reach the node a moment after the labels
until_is() { # until_is WANTED COMMAND...
  local wanted=$1 end=$((SECONDS + 15)) got
  shift
  until got=$("$@" 2>&1) && [ "$got" = "$wanted" ]; do
    [ $SECONDS -lt $end ] || { echo "got '$got' instead of '$wanted'" >&2; return 1; }
    sleep 0.2
  done
}

diagnose() {
  set +e
  echo
  echo "The demo did not succeed. What the cluster says:"
  k get redisreplication redis -o \
    jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'
  k get pods,pvc -o wide
  k get events --sort-by=.metadata.creationTimestamp | tail -n 15
  kubectl -n redis-replication-system get pods
  kubectl -n redis-replication-system logs deployment/redis-replication-operator --tail=30
  echo
  echo "Try again with: kubectl delete namespace $NS && make demo"
  [ "$CLUSTER" != local ] || echo "or from nothing:  make cluster-down demo"
} >&2
trap '[ $? = 0 ] || diagnose' EXIT

step "kubectl apply -f samples/minimal.yaml"
kubectl get namespace $NS >/dev/null 2>&1 || kubectl create namespace $NS
k apply -f samples/minimal.yaml
for condition in Ready Replicating; do
  k wait "--for=condition=$condition" --timeout=180s redisreplication/redis
done
echo "Ready $(($(date +%s) - T0)) s after the apply"

step "kubectl get redisreplications -n $NS"
k get redisreplications
echo
k get redisreplication redis -o \
  jsonpath='{range .status.members[*]}{.pod} {.role} {.state} {.node}{"\n"}{end}' |
  awk 'BEGIN {printf "%-12s %-10s %-12s %s\n", "MEMBER", "ROLE", "STATE", "NODE"}
       {printf "%-12s %-10s %-12s %s\n", $1, $2, $3, $4}'

step "write through redis-primary, read through redis-replicas"
value="hello from $(date -u +%H:%M:%S)"
until_is OK pod_redis redis-0 -h redis-primary SET greeting "$value"
echo "redis-primary:  SET greeting '$value'"
until_is "$value" pod_redis redis-0 -h redis-replicas GET greeting
echo "redis-replicas: GET greeting -> '$value'"

step "what to try next"
[ "$CLUSTER" != local ] || echo "  export KUBECONFIG=$KUBECONFIG PATH=$CLUSTER_DIR/build/bin:\$PATH"
cat <<END_OF_HINTS
  kubectl -n $NS get rr -w
  kubectl -n $NS scale rr/redis --replicas=5
  kubectl -n $NS delete pod redis-0
  kubectl -n $NS delete rr redis; kubectl -n $NS apply -f samples/minimal.yaml   # the data is back
  kubectl explain redisreplication.spec
  make help
END_OF_HINTS
