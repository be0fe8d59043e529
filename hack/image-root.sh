# shellcheck shell=bash
# Sourced by image-local.sh: the files of the operator's image, in a folder.
MODULES=java.base,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql
MODULES+=,java.instrument,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

# base ROOT PROGRAM...: folders, users, and the shared libraries that the programs are linked with
base() {
  local root=$1 lib
  shift
  mkdir -p "$root"/{etc,tmp,proc,sys,dev,usr/lib,usr/lib64}
  ln -sfn usr/lib "$root/lib"
  ln -sfn usr/lib64 "$root/lib64"
  for lib in $(ldd "$@" 2>/dev/null | grep -oE '\s/(usr/)?lib(64)?/[^ ]+' | sort -u); do
    install -D -m 755 "$(readlink -f "$lib")" "$root/usr/${lib#/usr}"
  done
  printf '%s\n' root:x:0:0:root:/root:/sbin/nologin \
    operator:x:65532:65532::/tmp:/sbin/nologin >"$root/etc/passwd"
  printf '%s\n' root:x:0: operator:x:65532: >"$root/etc/group"
  echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
  chmod 1777 "$root/tmp"
}

# runtime ROOT: a Java runtime of the modules above; made once for a JDK
runtime() {
  local root=$1 key programs
  key=$({ cat "$JAVA_HOME/release"; sha256sum <hack/image-root.sh; } | sha256sum)
  if [ "$(cat "$B/keys/operator-runtime" 2>/dev/null)" = "$key" ]; then return; fi
  step "Java runtime of $JAVA_HOME"
  rm -rf "$root"
  mkdir -p "$root/opt"
  "$JAVA_HOME/bin/jlink" --add-modules "$MODULES" --output "$root/opt/java" \
    --no-header-files --no-man-pages --strip-java-debug-attributes --compress zip-6
  # for the heap sizes in use; jlink would make the other kind as well
  "$root/opt/java/bin/java" -XX:+UseSerialGC -Xshare:dump >/dev/null
  readarray -t programs < <(find "$root/opt/java" -type f \( -name '*.so' -o -name java \))
  base "$root" "${programs[@]}"
  echo "$key" >"$B/keys/operator-runtime"
}

# jvm_root ROOT
jvm_root() {
  runtime "$1"
  rm -rf "$1/app"
  cp -R target/quarkus-app "$1/app"
}

# native_root ROOT BINARY: as Dockerfile.native-micro
native_root() {
  if ! [ -f "$2" ] || ! [ -x "$2" ]; then
    echo "BINARY=$2 is no executable file: make native" >&2
    return 1
  fi
  step "$("$2" --version), $2"
  rm -rf "$1"
  base "$1" "$2"
  install -D -m 755 "$2" "$1/work/application"
}
