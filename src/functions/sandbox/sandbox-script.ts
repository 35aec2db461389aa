/** Where the certificate lies that a function is to trust. */
export const AUTHORITY_FILE = '/etc/utsuwa-authority.pem';

/**
 * What makes a function's sandbox of fresh namespaces, run by `sh` as their first process; it stays as the
 * process that holds them, and ends, and everything with it, when its standard input does.
 *
 * It reads its settings from the environment: PLACE (an empty folder), CODE, RUNTIMES and LAYERS (folders of the
 * host; LAYERS may be empty), FOLDERS (further ones, seen where the host has them, one a line), PACKAGES (what Node.js
 * is to find, NAME=FOLDER, one a line), LAYER_PACKAGES (where in LAYERS such may lie, the first counts), STORAGE (megabytes of /tmp),
 * HOSTS (names of its loopback), AUTHORITY (a certificate, PEM),
 * USER_ID (whom the function runs as; empty where that is already decided), and the command from its
 * arguments. It prints `pid N`, its number on the host, and `ready`; reads a line, the function's
 * environment as base64 of a shell's exports; starts the function, and prints `exit N` on descriptor 3
 * when it has ended.
 *
 * The function sees the host's programs and libraries, read-only, its code, and a /tmp of its own;
 * nobody's data, homes or settings. It has no capabilities and can get none, nor namespaces.
 */
export const SANDBOX_SCRIPT = String.raw`
set -eu
umask 022
read -r pid rest < /proc/self/stat
mount --make-rprivate /
ip link set lo up
hostname 169-254-100-6

root=$PLACE
mount -t tmpfs -o nosuid,nodev,mode=755,size=16m function "$root"

# see SOURCE TARGET: a folder of the host's or a file, which cannot be changed.
see() {
  if [ -d "$1" ]; then mkdir -p "$root$2"; else : > "$root$2"; fi
  mount --bind "$1" "$root$2"
  mount -o remount,bind,ro,nosuid,nodev "$root$2" 2>/dev/null ||
    mount -o remount,bind,ro,nosuid,nodev,noexec "$root$2"
}
for name in usr bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$name" ]; then ln -s "$(readlink "/$name")" "$root/$name"
  elif [ -d "/$name" ]; then see "/$name" "/$name"
  fi
done
for folder in /etc/ssl /etc/pki /etc/ca-certificates /etc/alternatives; do
  if [ -d "$folder" ]; then see "$folder" "$folder"; fi
done
# Keys of the host's stand beside its certificates.
for folder in /etc/ssl/private /etc/pki/tls/private; do
  if [ -d "$root$folder" ]; then mount -t tmpfs -o ro,nosuid,nodev,noexec,mode=000,size=4k hidden "$root$folder"; fi
done
mkdir -p "$root/etc"
for file in ld.so.cache localtime; do
  if [ -e "/etc/$file" ]; then cp -L "/etc/$file" "$root/etc/$file"; fi
done
# Before what lies below it: the host's own /tmp may hold an interpreter.
mkdir -p "$root/tmp"
mount -t tmpfs -o "nosuid,nodev,mode=1777,size=${'${STORAGE}'}m" tmp "$root/tmp"
newline='
'
IFS=$newline
for folder in $FOLDERS; do see "$folder" "$folder"; done
# On the way up from all code, which is where import looks too; NODE_PATH counts for require alone.
for package in $PACKAGES; do see "${'${package#*=}'}" "/node_modules/${'${package%%=*}'}"; done
unset IFS
see "$CODE" /var/task
see "$RUNTIMES" /var/runtime
if [ -n "$LAYERS" ]; then
  if [ ! -d "$root/opt" ]; then see "$LAYERS" /opt
  else # an interpreter of the host's lies there
    for entry in "$LAYERS"/* "$LAYERS"/.[!.]*; do
      if [ -e "$entry" ]; then see "$entry" "/opt/${'${entry##*/}'}"; fi
    done
  fi
  # Layers' packages are found before the house's, and by import too.
  for folder in $LAYER_PACKAGES; do
    if [ -d "$LAYERS/$folder" ]; then ln -s "/opt/$folder" "$root/var/node_modules"; break; fi
  done
fi

cd "$root"
mkdir -p proc dev opt run
# The nodes are the host's own: read-only, their mode and owner cannot be changed from here.
for device in null zero full random urandom; do
  : > "dev/$device"
  mount --bind "/dev/$device" "dev/$device"
  mount -o remount,bind,ro "dev/$device" 2>/dev/null || mount -o remount,bind,ro,nosuid "dev/$device" 2>/dev/null \
    || mount -o remount,bind,ro,nosuid,noexec "dev/$device"
done
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
user=${'${USER_ID:-0}'}
echo "sbx_user1051:x:$user:$user::/tmp:/sbin/nologin" > etc/passwd
echo "sbx_user1051:x:$user:" > etc/group
echo "127.0.0.1 localhost $HOSTS" > etc/hosts
printf '%s' "$AUTHORITY" > ".${AUTHORITY_FILE}"
: > etc/resolv.conf
mount -t proc -o nosuid,nodev,noexec proc proc

mkdir host
pivot_root . host
cd /
umount -l /host
rmdir /host
mount -t tmpfs -o nosuid,nodev,mode=755,size=1m run run
mount -o remount,bind,ro,nosuid,nodev /

echo "pid $pid"
echo ready
read -r variables
printf '%s' "$variables" | base64 -d > /run/variables
chmod 444 /run/variables

# Nobody makes namespaces in here: in one of its own a function could mount, and fill memory that nobody counts.
# The bound is a user namespace's, which root's functions get for that, where the system has them at all.
{ echo 0 > /proc/sys/kernel/shmall; } 2>/dev/null || :
as_user=
if [ -n "$USER_ID" ]; then
  as_user="setpriv --reuid=$USER_ID --regid=$USER_ID --clear-groups --"
  in_user="unshare --user --map-user=$USER_ID --map-group=$USER_ID --keep-caps --"
  if $as_user $in_user true 2>/dev/null; then as_user="$as_user $in_user"; fi
fi
(
  set +e
  cd /var/task
  $as_user prlimit --nproc=1024 --nofile=1024 --core=0 -- \
    sh -c '{ echo 0 > /proc/sys/user/max_user_namespaces; } 2>/dev/null; exec "$@"' sh \
    setpriv --ambient-caps=-all --bounding-set=-all --inh-caps=-all --no-new-privs -- \
    env -i /bin/sh -c '. /run/variables; exec "$@"' sh "$@" < /dev/null 3>&-
  echo "exit $?" >&3
) &

# Who ignores its children's ends need not reap the orphans that it inherits.
without_zombies=
if env --ignore-signal=CHLD true 2>/dev/null; then without_zombies='env --ignore-signal=CHLD'; fi
exec $without_zombies cat > /dev/null 2>&1 3>&-
`;

/**
 * The same holder for a machine without namespaces, whose operator lets functions run as any program of
 * theirs does: a group of processes that ends when standard input does.
 */
export const PLAIN_SCRIPT = String.raw`
cd "$CODE_FOLDER" || exit 1
unset CODE_FOLDER
echo ready
( "$@" < /dev/null 3>&-; echo "exit $?" >&3 ) &
cat > /dev/null
kill -KILL 0
`;
