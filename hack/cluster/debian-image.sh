# shellcheck shell=bash
# Sourced by images.sh: a Redis image out of Debian's packages, without a container tool.

LIBS=usr/lib/$(uname -m)-linux-gnu

# debs SUITE PACKAGE...: downloads the closure of the packages into $K/build/apt/SUITE/debs and lists
# it in ../closure. Own apt state; mirror and keyring are those of the machine's own Debian source.
debs() {
  local suite=$1 apt=$K/build/apt/$1 source option
  shift
  mkdir -p "$apt"/{lists,cache/partial,debs/partial}
  : >"$apt/status"
  for source in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list; do
    [ ! -s "$source" ] || break
  done
  [ -s "$source" ] || fail "no Debian source in /etc/apt: the Redis images are made from Debian's packages"
  sed -E "s/\b(bullseye|bookworm|trixie)/$suite/g" "$source" >"$apt/suite.${source##*.}"
  option=(-q -y "-oDir::State=$apt" "-oDir::State::lists=$apt/lists" "-oDir::State::status=$apt/status"
    "-oDir::Etc::sourcelist=$apt/suite.${source##*.}" -oDir::Etc::sourceparts=/dev/null
    -oDir::Etc::preferencesparts=/dev/null "-oDir::Cache=$apt/cache" "-oDir::Cache::archives=$apt/debs"
    -oDebug::NoLocking=1 -oAPT::Sandbox::User=root --no-install-recommends)
  {
    apt-get "${option[@]}" update && apt-get "${option[@]}" --download-only install "$@"
  } >"$apt/log" 2>&1 || { tail -n 5 "$apt/log" >&2; fail "packages of $suite: $*"; }
  apt-get "${option[@]}" -s install "$@" 2>/dev/null |
    awk '/^Inst /{gsub(/[()]/, ""); print $2 "_" $3}' >"$apt/closure"
}

# unpack APT-FOLDER INTO PACKAGE...: the named packages of the closure and its libraries, /usr merged
unpack() {
  local apt=$1 into=$2 name d
  shift 2
  while IFS=_ read -r name _; do
    case " $* " in
      *" $name "*) ;;
      *) case $name in lib* | zlib1g) ;; *) continue ;; esac ;;
    esac
    dpkg-deb -x "$(find "$apt/debs" -name "${name}_*.deb" | sort | tail -1)" "$into"
  done <"$apt/closure"
  for d in bin sbin lib lib64; do
    if [ -d "$into/$d" ] && [ ! -L "$into/$d" ]; then
      mkdir -p "$into/usr/$d"
      cp -a "$into/$d/." "$into/usr/$d/"
    fi
  done
}

# libraries FROM ROOT FILE: the shared libraries that the file asks for, and theirs
libraries() {
  local lib found
  for lib in $(objdump -p "$3" 2>/dev/null | awk '/NEEDED/{print $2}'); do
    [ ! -e "$2/$LIBS/$lib" ] || continue
    found=$(find "$1/usr/lib" -name "$lib" | head -1)
    [ -n "$found" ] || fail "no library $lib for $3"
    cp -L "$found" "$2/$LIBS/$lib"
    libraries "$1" "$2" "$2/$LIBS/$lib"
  done
}

# users ROOT: names for the ids that the images use
users() {
  printf '%s\n' root:x:0:0:root:/root:/bin/sh redis:x:999:999::/data:/bin/sh \
    nobody:x:65534:65534::/:/bin/sh >"$1/etc/passwd"
  printf '%s\n' root:x:0: redis:x:999: nogroup:x:65534: >"$1/etc/group"
  echo 'hosts: files dns' >"$1/etc/nsswitch.conf"
}

# entrypoint FILE SERVER: like the official images: an option or a file first means the server
entrypoint() {
  cat >"$1" <<SCRIPT
#!/bin/sh
case "\$1" in -*|*.conf) set -- $2 "\$@";; esac
exec "\$@"
SCRIPT
  chmod 755 "$1"
}

# redis_image NAME SUITE SERVER-PACKAGE TOOLS-PACKAGE REFERENCE...
redis_image() {
  local name=$1 suite=$2 server=$3 tools=$4 root=$I/$1.root from=$I/$1.from d f reference=()
  shift 4
  for f in "$@"; do reference+=(-ref "$f"); done
  debs "$suite" "$server" "$tools" busybox-static libc-bin util-linux
  rm -rf "$root" "$from"
  mkdir -p "$root"/{etc,data,tmp,run,proc,sys,dev} "$root"/usr/{bin,sbin,lib,lib64} "$root/$LIBS"
  unpack "$K/build/apt/$suite" "$from" "$server" "$tools" busybox-static libc-bin util-linux
  for d in bin sbin lib lib64; do ln -s "usr/$d" "$root/$d"; done
  find "$from/usr/bin" \( -name 'redis-*' -o -name 'valkey-*' \) -exec cp -a {} "$root/usr/bin/" \;
  cp "$from"/usr/bin/{busybox,getent,flock} "$root/usr/bin/"
  cp "$from/usr/bin/busybox" "$I/busybox"
  for f in $("$I/busybox" --list); do
    [ -e "$root/usr/bin/$f" ] || ln -s busybox "$root/usr/bin/$f"
  done
  for f in "$root"/usr/bin/*; do [ -L "$f" ] || libraries "$from" "$root" "$f"; done
  f=$(find "$from/usr/lib" "$from/usr/lib64" -name 'ld-linux-*.so.*' ! -type l 2>/dev/null | head -1)
  cp -L "$f" "$root/$LIBS/${f##*/}"
  ln -sf "../../$LIBS/${f##*/}" "$root/usr/lib64/${f##*/}"
  users "$root"
  chmod 1777 "$root/tmp"
  entrypoint "$root/usr/bin/docker-entrypoint.sh" "${server%-server}-server"
  mkimage -root "$root" -o "$I/$name.tar" "${reference[@]}" -entrypoint docker-entrypoint.sh \
    -cmd "${server%-server}-server" -workdir /data -own data=999:999
  rm -rf "$from" "$root"
  say "image $name: $(grep -E "^($server|$tools)_" "$K/build/apt/$suite/closure" | tr '\n' ' ')"
}
