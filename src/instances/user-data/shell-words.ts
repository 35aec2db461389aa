/**
 * Runs a command at the head of a process group of its own that ends with the server: a guard in the group
 * waits for the end of the pipe that the server holds, and is spared by what asks the group to end.
 */
export const BESIDE = String.raw`
(
  exec < /dev/null > /dev/null 2>&1
  trap '' TERM
  read -r end <&3
  kill -KILL -$$
) &
exec "$@" 3<&-
`;

/** Bounds what a command may take: no dumps, files of 1 GB, and of processes what the limit allows, or the group in $1. */
export const LIMITED = String.raw`
ulimit -c 0
ulimit -f 2097152
ulimit -u 4096 2> /dev/null
if [ -n "$1" ]; then echo $$ > "$1/cgroup.procs"; fi
shift
exec "$@"
`;

/** Keeps standard input as the file $1 and runs it as a program. */
export const SCRIPT = String.raw`
mkdir -p "$(dirname "$1")" && cat > "$1" && chmod 700 "$1" && exec "$1" < /dev/null
`;

/** Keeps standard input as the file $1, with permissions $2 and owner $3, at its end when $4 says so. */
export const WRITE_FILE = String.raw`
set -e
mkdir -p "$(dirname "$1")"
if [ "$4" = append ]; then cat >> "$1"; else cat > "$1"; fi
chmod "$2" "$1"
if [ -n "$3" ]; then chown "$3" "$1"; fi
`;
