#!/bin/sh
# preStop hook of the Redis container. A primary with replicas stays until the operator has moved its role to one
# of them, at most 10 s. Then Redis gets SIGTERM; one that is still primary pauses writes by itself and waits up
# to shutdown-timeout (10 s) until its replicas have acknowledged everything (Redis 7.0).
set -u

RR_PASSWORD_FILE=${RR_PASSWORD_FILE:-/etc/redis-replication/auth/password}
RR_BIND=${RR_BIND:-* -::*}
self=${RR_BIND%% *}
[ "$self" != '*' ] || self=127.0.0.1

note() { { echo "stop: $*" >/proc/1/fd/1; } 2>/dev/null || echo "stop: $*"; }
ended() { { read -r _ _ state _ <"/proc/$1/stat"; } 2>/dev/null || state=Z; [ "$state" = Z ]; }

# While a FAILOVER is in progress a role of slave is not final: the new primary has not taken over yet.
until_role_is_gone() {
  while info=$("$cli" -h "$self" -p "${RR_PORT:-6379}" INFO replication 2>&1 </dev/null); do
    case $info in
      *role:slave*master_failover_state:no-failover*) return ;;
      *role:master*connected_slaves:0*) return ;; # nobody to hand over to
      *role:* | BUSY*) sleep 0.1 ;;
      *) return ;;
    esac
  done
}

cli=$(command -v redis-cli || command -v valkey-cli) || exit 0
if [ -r "$RR_PASSWORD_FILE" ]; then
  REDISCLI_AUTH=$(cat "$RR_PASSWORD_FILE")
  export REDISCLI_AUTH
fi
until_role_is_gone &
tries=0
until ended $! || [ "$tries" -ge 100 ]; do tries=$((tries + 1)); sleep 0.1; done
if ended $!; then
  note 'the pod ends; it is no primary that somebody waits for'
else
  kill $!
  note 'the pod ends as a primary: nobody took over within 10 s. Is the operator running?'
fi
exit 0
