#!/bin/bash
# The operator's image without a container tool, imported into every node: a small Java runtime (jlink)
# and target/quarkus-app; with BINARY that binary instead. New content rolls the Deployments that use it.
. "$(dirname "$0")/env.sh"
. hack/image-root.sh
use_jdk
B=$CLUSTER_DIR/build
# C1 and the serial collector: an operator is small and mostly waits. Deployments override or add
# with JDK_JAVA_OPTIONS, which wins over JAVA_TOOL_OPTIONS.
OPTIONS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m -Xss512k -XX:+ExitOnOutOfMemoryError"
OPTIONS+=" -Djava.util.logging.manager=org.jboss.logmanager.LogManager"

exec 9>"$B/operator.lock"
flock 9
tar=$B/img/operator.tar
if [ -n "${BINARY:-}" ]; then
  root=$B/operator-native.root
  native_root "$root" "$BINARY"
  start=(-workdir /work -entrypoint ./application)
else
  root=$B/operator.root
  jvm_root "$root"
  start=(-workdir /app -env "JAVA_TOOL_OPTIONS=$OPTIONS" -entrypoint /opt/java/bin/java -cmd -jar -cmd quarkus-run.jar)
fi
mkimage -root "$root" -o "$tar.new" -ref "$IMAGE" -user 65532:65532 "${start[@]}"

if cmp -s "$tar" "$tar.new"; then
  rm "$tar.new"
  exit
fi
for node in "$CLUSTER_DIR"/n[1-9]; do
  ctr -a "$node/containerd.sock" -n k8s.io images import "$tar.new" >/dev/null
  echo "imported $IMAGE ($(du -h "$tar.new" | cut -f1)) into rr-${node##*/}"
done
kubectl get deployments -A -o jsonpath="{range .items[*]}{.metadata.namespace} {.metadata.name} \
{.spec.template.spec.containers[*].image}{'\n'}{end}" | while read -r namespace name image; do
  [ "$image" != "$IMAGE" ] || kubectl -n "$namespace" rollout restart "deployment/$name"
done
# last, so that all of it is repeated if it was cut off; up.sh imports it into nodes that come later
mv "$tar.new" "$tar"
for node in "$CLUSTER_DIR"/n[1-9]; do touch "$node/imported.operator.tar"; done
