#!/bin/bash
# up.sh: OLM v0 and the catalogue of catalogue.sh as processes beside the project's own cluster, which
# must be up. Takes the operator of `make install` away: OLM brings its own.
. "$(dirname "$0")/../env.sh"
. hack/cluster/lib.sh
. hack/cluster/process.sh
. hack/olm/images.sh
[ "$CLUSTER" = local ] || fail "OLM runs beside the project's own cluster only: CLUSTER=local"
needs_linux_root
take_lock
bash hack/olm/build.sh
bash hack/olm/down.sh

# of the tests, if the last ones were killed
kubectl delete namespace olm-operators olm-elsewhere --ignore-not-found --wait=false >/dev/null
no_sets() { [ -z "$(kubectl get redisreplications -A -o name 2>/dev/null)" ]; }
waitfor 60 "no RedisReplication in the cluster" no_sets
bash hack/install.sh --remove >/dev/null

containers tag --force "$IMAGE" "$NEXT_IMAGE"
tools=$(by_digest "$K/build/olm/olm-tools.tar")
bash hack/olm/catalogue.sh
apply() { kubectl apply --server-side --force-conflicts -f "$1" >/dev/null; }
apply "$K/build/olm/crds"
waitfor 30 "OLM's CRDs are served" kubectl wait --for=condition=Established --timeout=1s \
  -f "$K/build/olm/crds"
apply hack/olm/namespace.yaml

mkdir -p "$K/olm/tmp"
export TMPDIR=$K/olm/tmp OPERATOR_NAMESPACE=olm OPERATOR_NAME=olm-operator
start opm opm serve "$K/olm/catalogue" --port 50051 --pprof-addr= \
  "--termination-log=$K/log/opm-end.log"
start olm olm --namespace olm --writeStatusName= --writePackageServerStatusName=
start catalog catalog --namespace olm --writeStatusName= "--opmImage=$tools" "--util-image=$tools" \
  "--configmapServerImage=$tools"
# after opm, and anew: an old one has an old word about its connection
kubectl delete -f hack/olm/catalogue.yaml --ignore-not-found >/dev/null
apply hack/olm/catalogue.yaml
catalogue_ready() {
  kubectl -n olm get catalogsource redis-replication \
    -o jsonpath='{.status.connectionState.lastObservedState}' | grep -q READY
}
waitfor 90 "OLM reads the catalogue" catalogue_ready
