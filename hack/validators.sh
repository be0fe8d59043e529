#!/bin/bash
# validators.sh: builds operator-verify and Helm from Go modules into CLUSTER_DIR/build/bin, once for each go.sum.
. "$(dirname "$0")/env.sh"
PATH=$PATH:/usr/local/go/bin
bin=$CLUSTER_DIR/build/bin
key=$CLUSTER_DIR/build/keys/validators
sum=$(cat hack/validators/go.mod hack/validators/go.sum | sha256sum)
if [ "$(cat "$key" 2>/dev/null)" = "$sum" ] && [ -x "$bin/helm" ] && [ -x "$bin/operator-verify" ]; then exit 0; fi
command -v go >/dev/null || { echo "Please install Go >= 1.24: it builds operator-verify and Helm" >&2; exit 1; }
echo "building operator-verify and Helm (cold caches: some minutes)"
mkdir -p "$bin" "${key%/*}"
cd hack/validators
CGO_ENABLED=0 GOFLAGS="-trimpath -buildvcs=false" GOBIN=$bin nice go install -ldflags "-s -w" tool
echo "$sum" >"$key"
