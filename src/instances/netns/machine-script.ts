import { POWER_SCRIPT } from './power-programs.ts';

/**
 * What makes a machine of fresh namespaces, run by `sh` as their first process; it stays as the process that
 * holds them, and ends, and everything with it, when its standard input does.
 *
 * It reads its settings from the environment: MACHINE (the instance's directory), HOME_DIRECTORY (its home),
 * NAME, LAYERS (folders of the operator's that tools live in), HIDDEN (what nobody may see), each
 * list with one entry a line; OPERATOR_HOME; OVERLAY (options of each overlay). It prints the number that
 * its process has on the host, then `ready`.
 *
 * The root is put together of the host's top folders, each beneath a layer of the instance's own, which is
 * where writes go and which lasts as long as the instance's disk. The host's root itself would not do: where
 * we are not root no overlay may cover what is mounted below it.
 */
export const MACHINE_SCRIPT = String.raw`
set -eu
umask 022
newline='
'
read -r pid rest < /proc/self/stat
mount --make-rprivate /

ip link set lo up
hostname "$NAME"

files=$MACHINE/files
root=$files/top
mkdir -p "$root"
mount --bind "$root" "$root"

# layer SOURCE TARGET NAME: SOURCE is seen at TARGET; what is written there goes to the instance's directory.
layer() {
  mkdir -p "$2" "$files/$3/upper" "$files/$3/work"
  chmod --reference="$1" "$files/$3/upper"
  (
    # Relative, as paths may hold what means something to mount.
    cd "$files/$3"
    mount -t overlay -o "$OVERLAY,lowerdir=$1,upperdir=upper,workdir=work" layer "$2" 2>/dev/null
  ) || (
    # The disk carries no overlay, as one that is an overlay itself: what is written does not last then.
    mkdir -p "$MACHINE/memory"
    mountpoint -q "$MACHINE/memory" || mount -t tmpfs -o mode=755,size=2g memory "$MACHINE/memory"
    mkdir -p "$MACHINE/memory/$3/upper" "$MACHINE/memory/$3/work"
    chmod --reference="$1" "$MACHINE/memory/$3/upper"
    cd "$MACHINE/memory/$3"
    mount -t overlay -o "$OVERLAY,lowerdir=$1,upperdir=upper,workdir=work" layer "$2" 2>/dev/null
    echo "$1 has a layer in memory"
  ) || {
    mount --rbind "$1" "$2"
    mount -o remount,bind,ro "$2"
    echo "$1 is read-only"
  }
}

# device DEVICE TARGET: the host's device at TARGET, its mode and owner as they are: the node is the host's own.
device() {
  [ -e "$2" ] || : > "$2"
  mount --bind "/dev/$1" "$2"
  mount -o remount,bind,ro "$2" 2>/dev/null || mount -o remount,bind,ro,nosuid "$2" 2>/dev/null \
    || mount -o remount,bind,ro,nosuid,noexec "$2"
}

for source in /*; do
  name=${'${source#/}'}
  case $name in
    proc | sys | dev | run | tmp | home | root | boot | mnt | media | lost+found) ;;
    *)
      if [ -L "$source" ]; then ln -sfn "$(readlink "$source")" "$root/$name"
      elif [ -d "$source" ] && [ -r "$source" ]; then layer "$source" "$root/$name" "root-$name"
      fi ;;
  esac
done

cd "$root"
mkdir -p proc sys dev run tmp home root boot mnt media
chmod 700 root
mount -t tmpfs -o nosuid,nodev,mode=755,size=64m run run
mount -t tmpfs -o nosuid,nodev,mode=1777,size=1g tmp tmp

# Nobody's home is seen: each is a folder of the instance's own.
if [ -d ".$OPERATOR_HOME" ] && [ "$OPERATOR_HOME" != / ]; then
  mkdir -p "$files/operator-home"
  case $OPERATOR_HOME in
    /root | /home/*) mkdir -p ".$OPERATOR_HOME" ;;
    *) mount --bind "$files/operator-home" ".$OPERATOR_HOME" ;;
  esac
fi
number=0
IFS=$newline
for folder in $LAYERS; do
  number=$((number + 1))
  mkdir -p ".$folder"
  layer "$folder" "$root$folder" "tools-$number"
done
mkdir -p home/ec2-user
mount --bind "$HOME_DIRECTORY" home/ec2-user
# Where we are not root there is no such user but by name.
chown 1000:1000 home/ec2-user 2>/dev/null || :

# Masks, which whoever may not mount cannot take off.
for place in $HIDDEN; do
  if [ -d ".$place" ]; then mount -t tmpfs -o ro,nosuid,nodev,noexec,mode=000,size=4k hidden ".$place"
  elif [ -e ".$place" ]; then device null ".$place"
  fi
done
unset IFS

mount -t tmpfs -o nosuid,noexec,mode=755,size=64k dev dev
for name in null zero full random urandom tty; do device "$name" "dev/$name"; done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,nosuid,noexec,ptmxmode=0666,mode=0620 pts dev/pts
mount -t tmpfs -o nosuid,nodev,mode=1777,size=256m shm dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr

mount -t proc -o nosuid,nodev,noexec proc proc
for place in sys sysrq-trigger irq bus fs; do
  if [ -e "proc/$place" ]; then
    mount --bind "proc/$place" "proc/$place"
    mount -o remount,bind,ro,nosuid,nodev,noexec "proc/$place"
  fi
done
for place in kcore kallsyms keys timer_list sched_debug kmsg; do
  if [ -e "proc/$place" ]; then device null "proc/$place"; fi
done

# From here on the host's files are out of reach, so that links in the instance's lead nowhere else.
mkdir -p run/host
pivot_root . run/host
cd /
replace() { rm -f "$1" 2>/dev/null && cp "$2" "$1" 2>/dev/null || mount --bind "$2" "$1"; }
replace /etc/hosts "/run/host$MACHINE/hosts"
replace /etc/resolv.conf "/run/host$MACHINE/resolv.conf"
replace /etc/hostname "/run/host$MACHINE/hostname"
# Once in the instance's life, as its root may have added users since.
if ! [ -e /etc/utsuwa-accounts ]; then
  for name in passwd group shadow gshadow; do
    replace "/etc/$name" "/run/host$MACHINE/$name"
    if [ -e "/etc/$name-" ]; then rm -f "/etc/$name-" 2>/dev/null || mount --bind "/run/host$MACHINE/$name" "/etc/$name-"; fi
  done
  chmod 640 /etc/shadow /etc/gshadow
  # Where /etc is read-only they are mounted, at each start anew.
  touch /etc/utsuwa-accounts 2>/dev/null || :
fi
replace /etc/utsuwa-authority.pem "/run/host$MACHINE/authority.pem"
line=$(sed -n 3p /etc/utsuwa-authority.pem)
number=0
for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem /etc/ssl/ca-bundle.pem; do
  if [ -f "$bundle" ] && ! grep -qF "$line" "$bundle"; then
    number=$((number + 1))
    extended=/run/host$MACHINE/bundle-$number.pem
    { cat "$bundle"; echo; cat /etc/utsuwa-authority.pem; } > "$extended"
    { cat "$extended" > "$bundle"; } 2>/dev/null || mount --bind "$extended" "$bundle"
  fi
done
umount -l /run/host
rmdir /run/host
${POWER_SCRIPT}
echo "pid $pid"
echo ready
# Who ignores its children's ends need not reap the orphans that it inherits.
without_zombies=
if env --ignore-signal=CHLD true 2>/dev/null; then without_zombies='env --ignore-signal=CHLD'; fi
exec $without_zombies setpriv --bounding-set=-all --inh-caps=-all --no-new-privs cat
`;
