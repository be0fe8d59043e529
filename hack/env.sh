# shellcheck shell=bash
# Sourced by the Makefile's recipes and the scripts beside it: which cluster, which JDK, which image.
#   CLUSTER=local    the project's own cluster in CLUSTER_DIR (default)
#   CLUSTER=current  the one of KUBECONFIG and its current context
set -euo pipefail
REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$REPO"
export CLUSTER=${CLUSTER:-local} CLUSTER_DIR=${CLUSTER_DIR:-/tmp/rr-cluster}
export IMAGE=${IMAGE:-localhost/redis-replication-operator:dev}
case $CLUSTER in
  local)
    export KUBECONFIG=$CLUSTER_DIR/kubeconfig PATH=$CLUSTER_DIR/build/bin:$PATH
    export NO_PROXY=${NO_PROXY:+$NO_PROXY,}198.18.0.0/15
    ;;
  current) ;;
  *) echo "CLUSTER is 'local' or 'current', not '$CLUSTER'" >&2; exit 2 ;;
esac

step() { printf '\n== %s\n' "$*"; }

# version HOME: the major version of a JDK, nothing when it is none
version() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/jlink" ] &&
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

# use_jdk: JAVA_HOME, if it is a JDK >= 21, else the newest of /usr/lib/jvm, else that of `java` on PATH
use_jdk() {
  local home best='' candidates=("${JAVA_HOME:-}") java
  for home in /usr/lib/jvm/*/ "$(/usr/libexec/java_home -v 21+ 2>/dev/null || true)"; do
    candidates+=("${home%/}")
  done
  java=$(command -v java || true)
  if [ -n "$java" ]; then candidates+=("$(dirname "$(dirname "$(readlink -f "$java")")")"); fi
  for home in "${candidates[@]}"; do
    if [ "$(version "$home")" -ge 21 ] 2>/dev/null; then
      best=$home
      break
    fi
  done
  if [ -z "$best" ]; then
    cat >&2 <<'MESSAGE'
A JDK >= 21 is needed and was not found in JAVA_HOME, /usr/lib/jvm or on PATH.
    Debian 13, Ubuntu: apt install openjdk-21-jdk-headless
    any other:         https://adoptium.net, then export JAVA_HOME=/path/to/jdk
MESSAGE
    return 1
  fi
  export JAVA_HOME=$best PATH=$best/bin:$PATH
}
