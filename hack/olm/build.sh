#!/bin/bash
# build.sh: OLM v0 and opm from Go modules into $K/build, once for each go.sum: programs, CRDs, and
# the image of the Job with which OLM unpacks a bundle.
. "$(dirname "$0")/../env.sh"
. hack/cluster/lib.sh
take_lock
B=$K/build
OLM=github.com/operator-framework/operator-lifecycle-manager
TAGS=containers_image_openpgp,json1,exclude_graphdriver_btrfs,exclude_graphdriver_devicemapper
key=$B/keys/olm
sum=$(cat hack/olm/{go.mod,go.sum,build.sh} | sha256sum)
[ "$(cat "$key" 2>/dev/null)" != "$sum" ] || exit 0

say "building OLM and opm with $(go env GOVERSION) (cold caches: 5 to 10 minutes)"
rm -rf "$B/olm"
mkdir -p "$B/olm"
export CGO_ENABLED=0 GOFLAGS="-trimpath -buildvcs=false"
cd hack/olm
GOBIN=$B/bin nice go install -tags "$TAGS" -ldflags "-s -w" tool
cp -R "$(go list -m -f '{{.Dir}}' $OLM)/deploy/chart/crds" "$B/olm/crds"
chmod -R u+w "$B/olm/crds"

root=$B/olm/tools.root
mkdir -p "$root/bin" "$root/tmp"
chmod 1777 "$root/tmp"
cp "$B/img/busybox" "$root/bin/cp"
cp "$B/bin/cpb" "$B/bin/opm" "$root/bin/"
mkimage -root "$root" -o "$B/olm/olm-tools.tar" -ref localhost/olm-tools:1
rm -rf "$root"
echo "$sum" >"$key"
say "built OLM and opm"
