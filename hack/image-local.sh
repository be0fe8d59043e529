#!/bin/bash
# The operator's image without a container tool: a small Java runtime (jlink), the libraries it needs
# and target/quarkus-app, imported into every node. New content rolls the Deployments that use it.
. "$(dirname "$0")/env.sh"
use_jdk
B=$CLUSTER_DIR/build
MODULES=java.base,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql
MODULES+=,java.instrument,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs
# C1 and the serial collector: an operator is small and mostly waits. Deployments override or add
# with JDK_JAVA_OPTIONS, which wins over JAVA_TOOL_OPTIONS.
OPTIONS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m -Xss512k -XX:+ExitOnOutOfMemoryError"
OPTIONS+=" -Djava.util.logging.manager=org.jboss.logmanager.LogManager"

# runtime INTO: jlink and the shared libraries it is linked with; made once for a JDK
runtime() {
  local root=$1 lib
  step "Java runtime of $JAVA_HOME"
  rm -rf "$root"
  mkdir -p "$root"/{etc,opt,app,tmp,proc,sys,dev,usr/bin,usr/lib,usr/lib64}
  ln -s usr/lib "$root/lib"
  ln -s usr/lib64 "$root/lib64"
  "$JAVA_HOME/bin/jlink" --add-modules "$MODULES" --output "$root/opt/java" \
    --no-header-files --no-man-pages --strip-java-debug-attributes --generate-cds-archive
  for lib in $(find "$root/opt/java" -type f \( -name '*.so' -o -name java \) -exec ldd {} + 2>/dev/null |
    grep -oE '\s/(usr/)?lib(64)?/[^ ]+' | sort -u); do
    install -D -m 755 "$(readlink -f "$lib")" "$root/usr/${lib#/usr}"
  done
  printf '%s\n' root:x:0:0:root:/root:/sbin/nologin \
    operator:x:65532:65532::/app:/sbin/nologin >"$root/etc/passwd"
  printf '%s\n' root:x:0: operator:x:65532: >"$root/etc/group"
  echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
  chmod 1777 "$root/tmp"
}

exec 9>"$B/operator.lock"
flock 9
root=$B/operator.root
tar=$B/img/operator.tar
key=$({ cat "$JAVA_HOME/release"; echo "$MODULES"; sha256sum <hack/image-local.sh; } | sha256sum)
if [ "$(cat "$B/keys/operator-runtime" 2>/dev/null)" != "$key" ]; then
  runtime "$root"
  echo "$key" >"$B/keys/operator-runtime"
fi
rm -rf "$root/app"
cp -R target/quarkus-app "$root/app"
mkimage -root "$root" -o "$tar.new" -ref "$IMAGE" -user 65532:65532 -workdir /app \
  -env "JAVA_TOOL_OPTIONS=$OPTIONS" -entrypoint /opt/java/bin/java -cmd -jar -cmd quarkus-run.jar

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
