#!/bin/sh
# The readiness probe of the Redis container: loaded, not held, and synced once since boot. It does not
# ask whether the primary is alive now, so that replicas go on serving reads without it.
# With OrderedReady the next pod is only made when this one is ready, and it may be the one with the data: then
# held counts as ready, and so does a replica that finds no primary to sync with.
# The first time a pod is ready it writes the token, which lets boot.sh serve again after a restart in place.
set -u

RR_CONFIG=${RR_CONFIG:-/etc/redis-replication/config}
RR_PASSWORD_FILE=${RR_PASSWORD_FILE:-/etc/redis-replication/auth/password}
RR_RUN=${RR_RUN:-/run/redis-replication}
RR_BIND=${RR_BIND:-* -::*}
self=${RR_BIND%% *}
[ "$self" != '*' ] || self=127.0.0.1

not_ready() { echo "not ready: $*" >&2; exit 1; }

cli=$(command -v redis-cli || command -v valkey-cli) || not_ready 'the image has neither redis-cli nor valkey-cli'
if [ -e "$RR_PASSWORD_FILE" ]; then
  REDISCLI_AUTH=$(cat "$RR_PASSWORD_FILE")
  export REDISCLI_AUTH
fi

role='' master='' link='' syncing='' loading=''
# Not by timeout(1): that of busybox leaves a process behind for Redis, the first of the container, which
# reaps none.
answer=$RR_RUN/answer tries=0
: >"$answer"
"$cli" -h "$self" -p "${RR_PORT:-6379}" INFO replication persistence >"$answer" 2>&1 &
until [ -s "$answer" ] || [ "$tries" -ge 100 ]; do tries=$((tries + 1)); sleep 0.02; done
[ -s "$answer" ] || { kill -9 $!; wait $! 2>/dev/null; not_ready 'Redis gave no answer within 2 s'; }
wait $!
# shellcheck source=/dev/null
. "$RR_CONFIG/boot.env"
carriage_return=$(printf '\r')
while IFS= read -r line; do
  line=${line%"$carriage_return"}
  case $line in
    role:*) role=${line#*:} ;;
    master_host:*) master=${line#*:} ;;
    master_port:*) master=$master:${line#*:} ;;
    master_link_status:*) link=${line#*:} ;;
    master_sync_in_progress:*) syncing=${line#*:} ;;
    loading:*) loading=${line#*:} ;;
  esac
done <"$answer"

[ -n "$role" ] || not_ready "Redis gives no answer: $(cat "$answer")"
[ "$loading" = 0 ] || not_ready 'Redis is loading its data'
if [ "$role" = slave ]; then
  if [ "$master" = 127.0.0.1:1 ] || [ "$master" = 127.0.0.1:2 ]; then # by boot.sh, or by the operator
    [ "$HELD_IS_READY" != true ] || exit 0
    not_ready 'held: neither primary nor replica yet; the log of the pod says why'
  fi
  if [ "$link" = up ] && [ "$syncing" = 0 ]; then
    : >"$RR_RUN/synced"
  elif [ ! -e "$RR_RUN/synced" ]; then
    [ "$HELD_IS_READY" != true ] || [ "$syncing" = 1 ] || exit 0
    not_ready "not yet in sync with $master: link $link, full sync ${syncing:-0}"
  fi
fi
: >"$RR_RUN/token"
