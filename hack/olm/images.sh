# shellcheck shell=bash disable=SC2034 # used by those that source it
# Sourced: images for OLM in every node. Its unpack Job pulls a tag always and a digest only when it
# is missing, and there is no registry.

NEXT_IMAGE=${IMAGE%:*}:next   # the operator of the second version

containers() { # containers ARGUMENT...: ctr images, in every node
  local socket
  for socket in "$K"/n[1-9]/containerd.sock; do
    ctr -a "$socket" -n k8s.io images "$@" >/dev/null
  done
}

# by_digest TAR: imports an image of mkimage; says its name by digest
by_digest() {
  local index name digest
  index=$(tar -xOf "$1" index.json)
  name=$(sed -E 's/.*"io.containerd.image.name":"([^"]*)".*/\1/' <<<"$index")
  digest=$(grep -oE 'sha256:[0-9a-f]{64}' <<<"$index")
  containers import "$1"
  containers tag --force "$name" "${name%:*}@$digest"
  echo "${name%:*}@$digest"
}
