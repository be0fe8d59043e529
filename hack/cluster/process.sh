# shellcheck shell=bash
# Sourced: the cluster's processes. Pid and start time of each are recorded, so that
# only our own processes are ever stopped.

DAEMONS='^(etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kubelet|kube-proxy|storage|netpol|containerd|olm|catalog|opm)$'

# Start time of a pid. A zombie counts as gone: process 1 may be slow to reap it.
born() { awk '$3 != "Z" {print $22}' "/proc/$1/stat" 2>/dev/null; }

alive() {
  local pid
  pid=$(cat "$K/run/$1.pid" 2>/dev/null) && [ -n "$pid" ] && [ -n "$(born "$pid")" ] &&
    [ "$(born "$pid")" = "$(cat "$K/run/$1.born" 2>/dev/null)" ]
}

# start NAME COMMAND...
start() {
  local name=$1 pid
  shift
  if alive "$name"; then return; fi
  setsid nohup "$@" >>"$K/log/$name.log" 2>&1 </dev/null 9>&- &
  pid=$!
  sleep 0.05
  echo "$pid" >"$K/run/$name.pid"
  born "$pid" >"$K/run/$name.born" || true
  if ! alive "$name"; then
    tail -n 5 "$K/log/$name.log" >&2
    fail "$name ended at once"
  fi
  say "started $name"
}

# start_in N NAME COMMAND...: inside node N
start_in() {
  local n=$1 name=$2 enter=(nsenter "--mount=$K/ns/mnt-$1")
  shift 2
  [ "$n" = 1 ] || enter+=("--net=/run/netns/rr-n$n")
  start "$name-$n" "${enter[@]}" -- "$@"
}

stop() {
  local name=$1 pid
  if alive "$name"; then
    pid=$(cat "$K/run/$name.pid")
    kill "$pid"
    for _ in $(seq 30); do
      alive "$name" || break
      sleep 0.1
    done
    if alive "$name"; then kill -9 "$pid"; fi
    say "stopped $name"
  fi
  rm -f "$K/run/$name.pid" "$K/run/$name.born"
}

# Those of hack/olm.
olm_down() {
  local name
  for name in catalog olm opm; do stop "$name"; done
}

# Our daemons that no record knows any more (the folder was removed, a start was cut off).
# kubectl is the same binary and is somebody's command: known by its name, left alone.
strays() {
  local p pid exe arg name
  for p in /proc/[0-9]*; do
    pid=${p#/proc/}
    mapfile -d '' -t arg 2>/dev/null <"$p/cmdline" || continue
    name=${arg[0]:-}
    [[ ${name##*/} =~ $DAEMONS ]] || continue
    exe=$(readlink "$p/exe") || continue
    [[ $exe == "$K"/build/bin/* || ${arg[*]} == *"--config $K/n"* ]] || continue
    grep -qsx "$pid" "$K"/run/*.pid || echo "$pid"
  done
}

kill_strays() {
  local pid
  for pid in $(strays); do
    say "killing a leftover: $(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c1-60)"
    kill -9 "$pid" 2>/dev/null || true
  done
}
