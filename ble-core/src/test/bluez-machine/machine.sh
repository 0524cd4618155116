#!/bin/sh
# A virtual machine with the real bluetoothd and two virtual LE controllers (hci0, hci1) that hear each other.
#
#   machine.sh build            fetch Debian's kernel and BlueZ, make the boot image, print its directory
#   machine.sh run DIR [BUS CONTROL]
#                               boot it; DIR/bus.sock is its system bus, 127.0.0.1:CONTROL takes shell lines.
#                               BUS and CONTROL are the loopback ports to use (chosen at random when left out).
#                               Prints "READY ..." and runs until its input ends or it is told to stop.
#   machine.sh missing          print the packages to install on this machine, nothing when all are there
#
# Nothing is installed and nothing leaves the loopback interface: packages are fetched by apt-get download into
# ${XDG_CACHE_HOME:-~/.cache}/fieldlink/bluez-machine and unpacked there (or copied when they are installed already).
# The machine's bus allows everything to everybody and its control port is a root shell: it is a test machine.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/fieldlink/bluez-machine
modules="virtio_pci virtio_net hci_vhci ecb cmac algif_hash algif_skcipher ctr"
guest_packages="bluez bluez-test-tools dbus-daemon socat busybox-static"
guest_programs="usr/libexec/bluetooth/bluetoothd usr/bin/btvirt usr/bin/btmgmt usr/bin/btmon bin/hciconfig
  usr/bin/dbus-daemon usr/bin/socat"

complain() {
  echo "machine.sh: $*" >&2
  exit 1
}

missing() {
  while read -r program package; do
    PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null || printf '%s ' "$package"
  done <<TOOLS
qemu-system-x86_64 qemu-system-x86
socat socat
cpio cpio
depmod kmod
apt-get apt
TOOLS
}

# place PACKAGE: its files under $root, from this machine when it is installed, else from the archive.
place() {
  if [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; then
    dpkg-query -L "$1" | while read -r file; do
      if [ ! -d "$file" ] && [ -e "$file" ]; then echo "${file#/}"; fi
    done | tar -C / -c -T - | tar -C "$root" -x
  else
    (cd "$work/archives" && apt-get download "$1" >/dev/null) || complain "cannot download package $1 (apt-get update?)"
    dpkg -x "$work/archives/$1"_*.deb "$root"
  fi
}

dependencies() {
  apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances "$@"
}

libraries() {
  # shellcheck disable=SC2086 # a list of words
  dependencies $guest_packages | grep '^lib' | grep -v -e '-perl$' -e '^libperl' -e ':' | sort -u
}

# A program and the shared libraries that it needs, from $root into $image. The unpacked loader itself resolves them,
# so that nothing of this machine's own libraries gets mixed in.
install_program() {
  [ -f "$root/$1" ] || complain "$1 is in none of: $guest_packages"
  mkdir -p "$image/usr/bin"
  cp "$root/$1" "$image/usr/bin/"
  "$loader" --library-path "$libdirs" --list "$root/$1" | while read -r name arrow path rest; do
    case $name in
      /*) copy_library "$loader" "$image$loader_path" ;;
      *) [ "$arrow" = "=>" ] && [ -f "$path" ] && copy_library "$path" "$image/lib/$name" ;;
    esac
    :
  done
}

copy_library() {
  mkdir -p "$(dirname "$2")"
  [ -f "$2" ] || cp -L "$1" "$2"
}

# The kernel's modules in load order, one path a line.
module_order() {
  for module in $modules; do
    PATH=$PATH:/usr/sbin:/sbin modprobe -d "$root" -S "$release" --show-depends "$module"
  done | sed -n 's/^insmod \([^ ]*\).*/\1/p' | awk '!seen[$0]++'
}

install_modules() {
  mkdir -p "$image/modules"
  [ -e "$root/lib/modules" ] || complain "the kernel package has no lib/modules"
  PATH=$PATH:/usr/sbin:/sbin depmod -b "$root" "$release"
  module_order | while read -r path; do
    cp "$path" "$image/modules/"
    name=$(basename "$path")
    case $name in *.xz) xz -d "$image/modules/$name" && name=${name%.xz} ;; esac
    echo "$name" >> "$image/modules/order"
  done
}

build() {
  lacking=$(missing)
  [ -z "$lacking" ] || complain "install these packages first: $lacking"
  stamp=$(cat "$here/machine.sh" "$here/init" | sha256sum | cut -c1-16)
  if [ ! -f "$cache/$stamp/initrd.gz" ]; then
    mkdir -p "$cache"
    # Only the finished image is ever seen under its name, so two builds at once do not disturb each other.
    work=$(mktemp -d "$cache/building.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    build_in_work >&2
    mv -T "$work/done" "$cache/$stamp" 2>/dev/null || [ -f "$cache/$stamp/initrd.gz" ]
    rm -rf "$work"
    trap - EXIT
  fi
  echo "$cache/$stamp"
}

build_in_work() {
  root=$work/root image=$work/image
  mkdir -p "$root" "$image" "$work/archives" "$work/done"
  kernel=$(apt-cache depends linux-image-amd64 | sed -n 's/^ *Depends: *\(linux-image-[0-9].*\)$/\1/p' | head -n 1)
  [ -n "$kernel" ] || complain "no package linux-image-amd64 is known here (apt-get update?)"
  release=${kernel#linux-image-}
  for package in $kernel $guest_packages $(libraries); do
    place "$package"
  done
  [ -d "$root/lib/modules" ] || ln -s usr/lib "$root/lib"
  loader_path=/lib64/ld-linux-x86-64.so.2
  loader=$(find "$root" -type f -name ld-linux-x86-64.so.2 | head -n 1)
  [ -n "$loader" ] || complain "libc6 brought no $loader_path (only amd64 is known here)"
  libdirs=$root/lib/x86_64-linux-gnu:$root/usr/lib/x86_64-linux-gnu
  for program in $guest_programs; do
    install_program "$program"
  done
  install_modules
  mkdir -p "$image/bin"
  cp "$(find "$root" -type f -path '*/bin/busybox')" "$image/bin/busybox"
  cp "$here/init" "$image/init"
  chmod 755 "$image/init"
  cp "$root/boot/vmlinuz-$release" "$work/done/vmlinuz"
  (cd "$image" && find . | cpio --quiet -o -H newc | gzip -1) > "$work/done/initrd.gz"
}

free_port() {
  # Outside the range that the kernel hands out, so that nobody gets it between now and its use.
  echo $((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
}

run() {
  dir=$1 bus=${2:-$(free_port)} control=${3:-$(free_port)}
  images=$(build)
  mkdir -p "$dir"
  rm -f "$dir/bus.sock"
  qemu-system-x86_64 -accel tcg -cpu max -m 256 -display none -no-reboot -serial "file:$dir/console.log" \
    -monitor none -kernel "$images/vmlinuz" -initrd "$images/initrd.gz" \
    -append "console=ttyS0 quiet panic=-1 cryptomgr.notests" \
    -netdev "user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:$bus-10.0.2.15:7000,hostfwd=tcp:127.0.0.1:$control-10.0.2.15:7001" \
    -device virtio-net-pci,netdev=net </dev/null >"$dir/qemu.log" 2>&1 &
  machine=$!
  socat "UNIX-LISTEN:$dir/bus.sock,fork" "TCP:127.0.0.1:$bus,nodelay" </dev/null >"$dir/bridge.log" 2>&1 &
  bridge=$!
  trap 'kill $machine $bridge 2>/dev/null; exit 0' EXIT INT TERM
  waited=0
  until grep -qs '^READY' "$dir/console.log"; do
    kill -0 $machine 2>/dev/null || complain "the machine stopped: $(cat "$dir/qemu.log" "$dir/console.log")"
    waited=$((waited + 1))
    [ $waited -lt 1200 ] || complain "not ready after two minutes, see $dir/console.log"
    sleep 0.1
  done
  echo "READY unix:path=$dir/bus.sock control=127.0.0.1:$control"
  # Ends with whoever started it: a closed pipe is noticed even when that program was killed.
  while read -r _; do :; done
}

case ${1:-} in
  build) build ;;
  run) [ $# -ge 2 ] || complain "run needs a directory"; shift; run "$@" ;;
  missing) missing ;;
  *) sed -n '2,15s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
