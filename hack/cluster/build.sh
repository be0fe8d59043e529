#!/bin/bash
# Builds the cluster's programs and images into $K/build, each once: again only when its sources change.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
take_lock
B=$K/build
mkdir -p "$B"/{bin,img,keys} "$K/log"
bash "$HERE/packages.sh"
export CGO_ENABLED=0 GOFLAGS="-trimpath -buildvcs=false"

# once KEY INPUTS... -- COMMAND...: unless it was done with the same inputs and the same command
once() {
  local key=$B/keys/$1 inputs=() sum
  shift
  while [ "$1" != -- ]; do inputs+=("$1"); shift; done
  shift
  sum=$({ echo "${*//$HERE/}"; go env GOVERSION; (cd "$HERE" && find "${inputs[@]}" -type f -print0 |
    sort -z | xargs -0 sha256sum); } | sha256sum)
  [ "$(cat "$key" 2>/dev/null)" != "$sum" ] || return 0
  "$@"
  echo "$sum" >"$key"
}

# Into a new file first: the old one may be running.
go_build() {
  local module=$1 out=$B/new
  shift
  rm -rf "$out"
  mkdir -p "$out"
  say "building $module with $(go env GOVERSION) (cold caches: 5 to 10 minutes)"
  (cd "$HERE/$module" && go mod download && go build -o "$out/" "$@")
  mv "$out"/* "$B/bin/"
  rmdir "$out"
  say "built $module"
}

version=1.34.4
ld="-s -w"
for p in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
  ld+=" -X $p.gitVersion=v$version -X $p.gitMajor=1 -X $p.gitMinor=34 -X $p.gitTreeState=clean"
  ld+=" -X $p.gitCommit=unknown -X $p.buildDate=1970-01-01T00:00:00Z"
done
once k8s k8s -- go_build k8s -ldflags "$ld" .
for applet in kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl etcd; do
  ln -sf k8s "$B/bin/$applet"
done
once addons addons -- go_build addons -ldflags "-s -w" ./coredns ./pause ./storage ./netpol ./mkimage
once images images.sh debian-image.sh addons/mkimage addons/pause addons/coredns -- bash "$HERE/images.sh"
