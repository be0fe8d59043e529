#!/bin/bash
# catalogue.sh: a file-based catalogue with two versions of the bundle in its channel, into $K/olm:
# the committed one, and one that replaces it and differs by its version and its operator's image.
. "$(dirname "$0")/../env.sh"
. hack/cluster/lib.sh
. hack/olm/images.sh
PACKAGE=redis-replication-operator
CSV=manifests/$PACKAGE.clusterserviceversion.yaml
NEXT=99.0.0
O=$K/olm

field() { sed -nE "s/^ {2}$1: \"?([^\"]*)\"?$/\1/p" bundle/$CSV | head -n 1; }
version=$(field version)
name=$(field name)
next=$PACKAGE.v$NEXT
channel=$(sed -n 's/.*channel.default.v1: *//p' bundle/metadata/annotations.yaml)

# bundle FOLDER SED-ARGUMENT...: a copy of bundle/ as an image in every node, and its entry
bundle() {
  local folder=$1
  shift
  mkdir -p "$O/$folder"
  cp -R bundle/manifests bundle/metadata "$O/$folder/"
  sed -i -E "$@" "$O/$folder/$CSV"
  mkimage -root "$O/$folder" -o "$O/$folder.tar" -ref "localhost/$folder:1"
  opm render "$O/$folder" --output yaml --alpha-image-ref-template "$(by_digest "$O/$folder.tar")"
}

rm -rf "$O"
mkdir -p "$O/catalogue"
{
  cat <<YAML
schema: olm.package
name: $PACKAGE
defaultChannel: $channel
---
schema: olm.channel
package: $PACKAGE
name: $channel
entries:
- {name: $name, skipRange: <$version}
- {name: $next, replaces: $name, skipRange: <$NEXT}
YAML
  bundle bundle-committed -e "s#localhost/$PACKAGE:dev#$IMAGE#"
  bundle bundle-next -e "s#localhost/$PACKAGE:dev#$NEXT_IMAGE#" \
    -e "s/^  version: .*/  version: $NEXT\n  replaces: $name/" \
    -e "s/^  name: .*$name.*/  name: $next/" -e "s/skipRange: .*/skipRange: <$NEXT/"
} >"$O/catalogue/catalogue.yaml"
opm validate "$O/catalogue"
say "catalogue with $name and $next"
