#!/bin/bash
# install.sh [--remove]: the CRD and the operator of target/kubernetes, applied or taken away.
. "$(dirname "$0")/env.sh"
CRD=target/kubernetes/redisreplications.redisreplication.io-v1.yml
MANIFESTS=target/kubernetes/kubernetes.yml
NAMESPACE=redis-replication-system
NAME=redis-replication-operator
[ -e $CRD ] || { echo "target/kubernetes is missing: make build" >&2; exit 1; }

with_image() { sed -E "s#(image: *\"?)[^\" ]*$NAME:[^\" ]*#\1$IMAGE#" $MANIFESTS; }
apply() { kubectl apply --server-side --force-conflicts --field-manager=make-install "$@"; }

install() {
  step "installing the operator into $(kubectl config current-context)"
  apply -f $CRD
  kubectl wait --for=condition=Established --timeout=30s crd/redisreplications.redisreplication.io
  kubectl get namespace $NAMESPACE >/dev/null 2>&1 || kubectl create namespace $NAMESPACE
  with_image | apply -f -
  kubectl -n $NAMESPACE rollout status deployment/$NAME --timeout=120s || {
    kubectl -n $NAMESPACE get pods
    kubectl -n $NAMESPACE get events --sort-by=.metadata.creationTimestamp | tail -n 10
    kubectl -n $NAMESPACE logs deployment/$NAME --tail=30
    exit 1
  } >&2
}

remove() {
  local left
  step "removing the operator from $(kubectl config current-context)"
  left=$(kubectl get redisreplications -A --no-headers 2>/dev/null || true)
  with_image | kubectl delete --ignore-not-found -f -
  kubectl delete namespace $NAMESPACE --ignore-not-found
  if [ -n "$left" ]; then
    echo "The CRD stays, as these resources would go with it (their pods keep running):"
    echo "$left"
    echo "Delete them (with the operator installed), then: make uninstall"
    return
  fi
  kubectl delete --ignore-not-found -f $CRD
}

if [ "${1:-}" = --remove ]; then remove; else install; fi
