#!/bin/bash
# The operator's image out of target/quarkus-app, for the cluster in use.
. "$(dirname "$0")/env.sh"
[ -e target/quarkus-app/quarkus-run.jar ] || { echo "target/quarkus-app is missing: make build" >&2; exit 1; }
if [ "$CLUSTER" = local ]; then
  exec bash hack/image-local.sh
fi

tool=$(command -v docker || command -v podman) ||
  { echo "docker or podman is needed to build the image for another cluster" >&2; exit 1; }
step "image $IMAGE with ${tool##*/}"
file=jvm
if [ -n "${BINARY:-}" ]; then
  if ! [[ $BINARY == target/*-runner ]] || ! [ -x "$BINARY" ]; then
    echo "BINARY=$BINARY is not target/*-runner, which goes into this image, or not executable: make native" >&2
    exit 1
  fi
  file=native-micro
fi
"$tool" build -f "src/main/docker/Dockerfile.$file" -t "$IMAGE" .
context=$(kubectl config current-context)
case $context in
  kind-*) kind load docker-image "$IMAGE" --name "${context#kind-}" ;;
  k3d-*) k3d image import "$IMAGE" -c "${context#k3d-}" ;;
  minikube) minikube image load "$IMAGE" ;;
  *)
    if [[ $IMAGE == localhost/* ]]; then
      echo "Context $context takes images from a registry:" >&2
      echo "    make image install IMAGE=registry.example/redis-replication-operator:0.1" >&2
      exit 1
    fi
    "$tool" push "$IMAGE"
    ;;
esac
