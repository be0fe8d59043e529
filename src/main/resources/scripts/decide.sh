#!/bin/sh
# Part of boot.sh, runs in the background once Redis was started: decides once, by the table of docs/roles-and-boot.md,
# whether this pod follows, serves or waits.
# shellcheck disable=SC2154 # the variables and functions of boot.sh
RR_SILENT_PEER_SECONDS=${RR_SILENT_PEER_SECONDS:-120} # by then a kubelet has refreshed the mounted record
said=''

# One command to one member; without a command, those of the standard input. At most 2 s, and not by
# timeout(1): that of busybox leaves a process behind for Redis, the first of the container, which reaps none.
redis() {
  member=$1 reply=$RR_RUN/reply tries=0; shift
  { "$cli" -h "$member" -p "$RR_PORT" "$@" <&3 >"$reply" 2>&1 & } 3<&0
  until ended $! || [ "$tries" -ge 200 ]; do tries=$((tries + 1)); sleep 0.01; done
  ended $! || kill -9 $!; wait $! 2>/dev/null; cat "$reply"
}
ended() { { read -r _ _ state _ <"/proc/$1/stat"; } 2>/dev/null || state=Z; [ "$state" = Z ]; }

# All that is known of one member, by one connection. Fails unless every question was answered.
look_at() {
  role='' master='' loading='' aof='' keys=no answered=no trouble=''
  m_cluster='' m_epoch='' m_primary='' m_weight=-1 marker=''
  while IFS= read -r line; do
    line=${line%"$carriage_return"}
    case $line in
      role:*) role=${line#*:} ;;
      master_host:*) master=${line#*:} ;;
      master_port:*) master=$master:${line#*:} ;;
      loading:*) loading=${line#*:} ;;
      aof_enabled:*) aof=${line#*:} ;;
      db[0-9]*:keys=*) keys=yes ;;
      '-- marker '*) take_marker "${line#-- marker }" ;;
      PONG | 'MISCONF '*) answered=yes ;; # a full disk refuses PING too
      [A-Z][A-Z]*' '*) trouble=$line ;;
    esac
  done <<ANSWER
$(printf '%s\n' 'INFO replication persistence keyspace' \
  'FUNCTION LIST LIBRARYNAME redisreplication_* WITHCODE' PING | redis "$1")
ANSWER
  [ -n "$role" ] && [ "$answered" = yes ] && [ -z "$trouble" ]
}

# A member's marker: the highest epoch of the record's cluster, else the highest of any.
take_marker() {
  cluster=${1#*cluster=} epoch=${1#*epoch=} primary=${1#*primary=}
  cluster=${cluster%% *} epoch=${epoch%% *} primary=${primary%% *}
  weight=$epoch; [ "$cluster" != "$r_cluster" ] || weight=$((epoch + 1000000000000))
  [ "$weight" -le "$m_weight" ] || m_weight=$weight m_cluster=$cluster m_epoch=$epoch m_primary=$primary marker=$1
}

held() { [ "$role" = slave ] && [ "$master" = 127.0.0.1:1 ]; }
say() { [ "$said" = "$*" ] || log "$*"; said=$*; }
stay() { say "held: $*"; }

# Nobody else may have the writes of a former primary, or data from elsewhere (it has no marker: epoch 0).
replaceable() { if [ -z "$marker" ]; then [ "$keys" = no ]; else [ "$m_primary" != "$me" ] || [ "$m_epoch" -eq "$r_epoch" ]; fi; }

# Links the data files into diverged-<epoch>: the full sync that follows replaces them.
set_aside() {
  kept=$RR_DATA/diverged-${m_epoch:-0}
  [ -z "$marker" ] || [ ! -f "$kept/marker" ] || [ "$(cat "$kept/marker")" != "$marker" ] || return 0
  rm -rf "$kept.new" && mkdir -p "$kept.new/appendonlydir" || return 1
  for file in "$RR_DATA"/appendonlydir/*.manifest "$RR_DATA"/appendonlydir/* "$RR_DATA"/dump.rdb; do
    copy=$kept.new/${file#"$RR_DATA"/}
    [ ! -f "$file" ] || [ -e "$copy" ] || ln "$file" "$copy" 2>/dev/null || cp -p "$file" "$copy" || return 1
  done
  for file in "$RR_DATA"/appendonlydir/*.manifest; do # a rewrite in between would have changed it
    [ ! -f "$file" ] || [ "$(cat "$file")" = "$(cat "$kept.new/${file#"$RR_DATA"/}")" ] || return 1
  done
  echo "$marker" >"$kept.new/marker" && rm -rf "$kept" && mv "$kept.new" "$kept" || return 1
  for file in "$RR_DATA"/diverged-*; do [ "$file" = "$kept" ] || rm -rf "$file"; done
  origin='from elsewhere'; [ -z "$marker" ] || origin="of epoch $m_epoch, when this pod was the primary,"
  log "set aside: the data $origin is kept in $kept"
}

# Copying files and asking peers takes time: what was decided must still be so.
still_so() {
  decided="$r_cluster $r_epoch $r_primary"
  read_record && [ "$decided" = "$r_cluster $r_epoch $r_primary" ] && look_at "$self" && held
}

replicaof() { done=$1; shift; still_so && [ "$(redis "$self" REPLICAOF "$@")" = OK ] && log "$done" && exit 0; }
follow() { replicaof "replica of the primary of epoch $r_epoch, $1" "$1" "$RR_PORT"; }
serve() { replicaof "primary of epoch $r_epoch again: $*" NO ONE; }

# Replicas try to come back once a second. Writes need not wait for that: a primary that is cut off takes them for
# maxLagSeconds. It has 2 s, or a second where that is less than 2.
min_replicas() { [ "$(redis "$self" CONFIG SET min-replicas-to-write "$1")" = OK ]; }
fence_soon() {
  sleep $((MAX_LAG_SECONDS < 2 ? 1 : 2))
  until min_replicas "$MIN_REPLICAS_TO_WRITE" || ! kill -0 $$ 2>/dev/null; do sleep 1; done
}

# Sets silent (peers that gave no answer), later (one that knows a later epoch) and rival (another primary).
ask_peers() {
  silent='' rival='' later='' peer=0
  while [ "$peer" -lt "$REPLICAS" ]; do
    if [ "$peer" -eq "$me" ]; then :
    elif ! look_at "$(host_of "$peer")" || [ "$loading" != 0 ]; then silent="$silent $peer"
    elif [ "$m_cluster" = "$r_cluster" ] && [ "$m_epoch" -gt "$r_epoch" ]; then later="pod $peer has data of epoch $m_epoch"
    elif [ "$role" = master ]; then rival="pod $peer is a master"
    fi
    peer=$((peer + 1))
  done
}

# One round of the table: the first row that matches.
decide() {
  read_record || { stay "the record in $RR_TOPOLOGY cannot be read yet"; return; }
  look_at "$self" || [ "$loading" = 1 ] || return
  held || { log "the operator has decided: $role${master:+ of $master}"; exit 0; }
  recorded="this pod is the recorded primary of epoch $r_epoch"
  # 1: still loading
  if [ "$loading" != 0 ]; then say 'loading the data'
  # 2: the record is undecided
  elif [ "$r_epoch" -eq 0 ] || [ -z "$r_primary" ]; then stay 'no primary is recorded yet; the operator decides'
  # 3: data of another cluster, or of unknown origin
  elif [ -n "$marker" ] && [ "$m_cluster" != "$r_cluster" ]; then
    stay "foreign data: it is of cluster $m_cluster, this set is cluster $r_cluster"
  elif [ -z "$marker" ] && [ "$keys" = yes ] && [ "$r_primary" -eq "$me" ]; then
    stay 'foreign data: it carries no marker of this set'
  # 4: the mounted record is older than the data, its own or (below) a peer's
  elif [ -n "$marker" ] && [ "$m_epoch" -gt "$r_epoch" ]; then
    stay "the mounted record (epoch $r_epoch) is older than the data (epoch $m_epoch); wait for the kubelet to refresh it"
  # 5: another pod is the primary
  elif [ "$r_primary" -ne "$me" ]; then
    later=$(ask_peers; echo "$later")
    if [ -n "$later" ]; then stay "the mounted record (epoch $r_epoch) is old: $later; wait for the kubelet to refresh it"
    elif replaceable || set_aside; then follow "$(host_of "$r_primary")"
    else stay "cannot keep the data of epoch ${m_epoch:-0} in $RR_DATA (volume full?), and following would replace it"
    fi
  # 6: this pod is the primary, but the disk is not that of its epoch
  elif [ -z "$marker" ]; then stay "$recorded, but its disk is empty; the operator elects one with data"
  elif [ "$m_epoch" -ne "$r_epoch" ]; then stay "$recorded, but its data is of epoch $m_epoch; the operator decides"
  # 8: its dump may be old (and below: its disk)
  elif [ "$aof" = 0 ] || [ "$from_rdb" = yes ]; then
    stay "$recorded, but has no append-only file: its data may be old; the operator decides"
  # 7: nobody else can have newer data, unless the mounted boot.env is from before a scale-up
  elif [ "$REPLICAS" -eq 1 ] && look_at "$(host_of $((me + 1)))"; then
    stay "$recorded, but not alone: pod $((me + 1)) answers; the operator decides"
  elif [ "$REPLICAS" -eq 1 ]; then serve 'the only member'
  elif [ ! -e "$RR_RUN/token" ]; then stay "$recorded, but a new one: its data may be old; the operator decides"
  else
    ask_peers
    # 9: somebody else serves, or has served later
    if [ -n "$later$rival" ]; then stay "$recorded, but ${later:-$rival}; the operator decides"
    # 10: all peers agree
    elif [ -z "$silent" ]; then trap fence_soon EXIT; min_replicas 0; serve 'restarted in place, no peer is ahead'
    # 11: a silent peer may be ahead, until the mounted record must have said so
    elif [ $(($(seconds) - started)) -ge "$RR_SILENT_PEER_SECONDS" ]; then
      serve "restarted in place, no answer from pod$silent for ${RR_SILENT_PEER_SECONDS}s"
    else stay "$recorded, but pod$silent gives no answer; serve without it ${RR_SILENT_PEER_SECONDS}s after the start"
    fi
  fi
}

# Not while loading: the new append-only file would begin with a part of the data.
turn_aof_on() { look_at "$self" && [ "$loading" = 0 ] && [ "$(redis "$self" CONFIG SET appendonly yes)" = OK ]; }

decide_once() {
  started=$(seconds) carriage_return=$(printf '\r')
  [ -z "$password" ] || export REDISCLI_AUTH="$password"
  while kill -0 $$ 2>/dev/null; do
    if [ "$from_rdb" = no ] || turn_aof_on; then decide; fi
    if [ $(($(seconds) - started)) -lt 5 ]; then sleep 0.05; else sleep 1; fi
  done
}
