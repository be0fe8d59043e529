#!/bin/sh
# The command of the Redis container: it makes redis.conf and starts Redis held (a replica of nobody); beside it
# decide.sh gives this pod its role. Writes only to RR_RUN and RR_DATA.
# shellcheck disable=SC2034 # decide.sh uses these variables
set -u; export LC_ALL=C
RR_CONFIG=${RR_CONFIG:-/etc/redis-replication/config} RR_TOPOLOGY=${RR_TOPOLOGY:-/etc/redis-replication/topology}
RR_PASSWORD_FILE=${RR_PASSWORD_FILE:-/etc/redis-replication/auth/password}
RR_RUN=${RR_RUN:-/run/redis-replication} RR_DATA=${RR_DATA:-/data}
RR_PORT=${RR_PORT:-6379} RR_BIND=${RR_BIND:-* -::*}
RR_HOST_PATTERN=${RR_HOST_PATTERN:-${POD_NAME%-*}-%s.${POD_NAME%-*}-headless.${POD_NAMESPACE:-default}.svc}

trap 'exit 143' TERM INT # the first process of a container ignores signals it has no handler for
me=${POD_NAME##*-} r_cluster='' password='' from_rdb=no
self=${RR_BIND%% *}; [ "$self" != '*' ] || self=127.0.0.1

log() { printf 'boot: %s\n' "$*"; }
die() { log "$*" >&2; exit 1; }
seconds() { read -r uptime _ </proc/uptime; echo "${uptime%.*}"; }
host_of() { printf '%s' "${RR_HOST_PATTERN%%\%s*}$1${RR_HOST_PATTERN#*%s}"; }

# A kubelet points ..data at a new folder when a ConfigMap changes: one reading uses one such folder.
snapshot() { if [ -e "$1/..data" ]; then readlink -f "$1/..data"; else echo "$1"; fi; }

read_record() {
  from=$(snapshot "$RR_TOPOLOGY") && [ -r "$from/epoch" ] || return 1
  r_cluster=$(cat "$from/cluster") && r_epoch=$(cat "$from/epoch") && r_primary=$(cat "$from/primary") || return 1
  case ${r_epoch:-x}$r_primary in *[!0-9]*) return 1 ;; esac
}

# ---- Before Redis starts
# Descriptor 9 keeps the lock and is inherited by Redis: it ends with the last process that can write here.
lock_volume() {
  lock=$RR_DATA/redisreplication.lock waited=0
  trouble=$({ : >>"$lock"; } 2>&1) ||
    die "cannot write to $RR_DATA as user $(id -u): ${trouble##*: }. No permission? Set pod.securityContext.fsGroup"
  exec 9>>"$lock"
  until trouble=$(flock -n 9 2>&1); do
    [ -z "$trouble" ] || { log "warning: no lock on $lock, a second process could use it too: $trouble"; return; }
    [ $((waited % 10)) -ne 0 ] ||
      log "waiting (${waited}s): another process still holds $lock, probably this pod's previous container after" \
        "a forced deletion. Redis starts when it ends. Is its node lost? Switch it off and delete the Node object"
    waited=$((waited + 1)); sleep 1
  done
}

# Redis reads \xHH in quotes: every byte of any password fits, and nothing has to be escaped.
quoted_password() { printf '"%s"' "$(printf %s "$password" | od -An -v -tx1 | tr -d '\n' | sed 's/ \(..\)/\\x\1/g')"; }
# The value of a directive in redis.conf: the last line counts.
directive() { sed -n "s/^[[:space:]]*$1[[:space:]]\{1,\}\"*\([^\"[:space:]]*\).*/\1/Ip" "$RR_RUN/redis.conf" | tail -n 1; }

# With appendonly yes Redis ignores a dump.rdb that has no append-only files beside it, and starts empty.
aof_would_hide_rdb() {
  case $(directive appendonly) in [yY][eE][sS]) ;; *) return 1 ;; esac
  file=$(directive appendfilename) && file=${file:-appendonly.aof}
  [ -s "$RR_DATA/dump.rdb" ] && [ ! -e "$RR_DATA/$file" ] && [ ! -e "$RR_DATA/appendonlydir/$file.manifest" ]
}

# First what a user may change, last what the operator owns. Without force, Redis refuses SIGTERM while it writes its
# first append-only file after a full sync. A replica whose disk is full goes on in memory instead of ending itself.
redis_conf() {
  printf '%s\n' 'protected-mode no' 'repl-diskless-sync yes' 'repl-diskless-sync-delay 0' \
    'shutdown-on-sigterm force' 'replica-ignore-disk-write-errors yes'
  if [ "$PERSISTENT" = true ]; then echo 'appendonly yes'; else printf '%s\n' 'appendonly no' 'save ""' 'rdb-del-sync-files yes'; fi
  cat "$config/common.conf" && echo && cat "$config/$part.conf" && echo || return 1
  printf '%s\n' 'daemonize no' "port $RR_PORT" "bind $RR_BIND" \
    "dir \"$RR_DATA\"" 'dbfilename dump.rdb' 'appenddirname appendonlydir' \
    'replicaof 127.0.0.1 1' "replica-announce-ip $(host_of "$me")" "replica-announce-port $RR_PORT" \
    'replica-serve-stale-data yes' 'repl-diskless-load disabled' 'repl-ping-replica-period 1' \
    "min-replicas-to-write $MIN_REPLICAS_TO_WRITE" "min-replicas-max-lag $MAX_LAG_SECONDS"
  [ -z "$password" ] || printf '%s\n' "requirepass $(quoted_password)" "masterauth $(quoted_password)"
}

# ---- Start
server=$(command -v redis-server || command -v valkey-server) || die 'the image has no redis-server or valkey-server'
cli=$(command -v redis-cli || command -v valkey-cli) || die 'the image has no redis-cli or valkey-cli'
config=$(snapshot "$RR_CONFIG")
# shellcheck source=/dev/null
command . "$config/boot.env" || die "cannot read $config/boot.env"
# shellcheck source=/dev/null
command . "$config/decide.sh" || die "cannot read $config/decide.sh"
[ ! -e "$RR_PASSWORD_FILE" ] || password=$(cat "$RR_PASSWORD_FILE")
[ ! -e "$RR_PASSWORD_FILE" ] || [ -n "$password" ] ||
  die "$RR_PASSWORD_FILE is empty: give the Secret a password, or set auth.enabled to false"

lock_volume; rm -f "$RR_RUN/synced" "$RR_RUN/redis.conf"
read_record && [ "$r_epoch" -ne 0 ] && [ -n "$r_primary" ] || r_primary=$PREFERRED_PRIMARY
if [ "$r_primary" -eq "$me" ]; then part=primary; else part=replica; fi
(umask 077 && redis_conf >"$RR_RUN/redis.conf") || die "cannot write $RR_RUN/redis.conf from the files in $config"
if aof_would_hide_rdb; then
  from_rdb=yes && echo 'appendonly no' >>"$RR_RUN/redis.conf"
  log "$RR_DATA has a dump.rdb and no append-only file: load it, then turn the append-only file on"
fi
log "start $POD_NAME held, with $part.conf"
decide_once 9>&- &
exec "$server" "$RR_RUN/redis.conf"
