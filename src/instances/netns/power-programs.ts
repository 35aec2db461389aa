/** Where an instance's own `shutdown`, `poweroff`, `halt` and `reboot` are; on its PATH before all else. */
export const POWER_FOLDER = '/run/utsuwa';

/** What a program on the instance asked of its machine. */
export type PowerRequest = 'poweroff' | 'reboot';

/**
 * What `shutdown`, `poweroff`, `halt` and `reboot` are on an instance, told apart by the name: they write what
 * is wanted to the pipe by which init is asked elsewhere too, which only root may. Without a time `shutdown`
 * waits a minute, as systemd's does.
 */
const PROGRAM = String.raw`#!/bin/sh
name=${'${0##*/}'} wanted=poweroff minutes=0 scheduled=/run/utsuwa/scheduled
if [ "$name" = reboot ]; then wanted=reboot; fi
if [ "$name" = shutdown ]; then minutes=1; fi
for argument; do
  case $argument in
    -r | --reboot) wanted=reboot ;;
    -c) kill "$(cat $scheduled 2>/dev/null)" 2>/dev/null; rm -f $scheduled; exit 0 ;;
    -k | -w | --wtmp-only) exit 0 ;;
    -*) ;;
    now) minutes=0 ;;
    +[0-9]* | [0-9]*)
      minutes=${'${argument#+}'}
      case $minutes in
        *[!0-9]*) echo "$name: the time is \`now\` or +minutes" >&2; exit 1 ;;
      esac ;;
    *) [ "$name" = shutdown ] && break ;;
  esac
done
if ! [ -w /run/initctl ]; then echo "$name: must be root" >&2; exit 1; fi
if [ "$minutes" = 0 ]; then echo $wanted > /run/initctl; exit; fi
(sleep $((minutes * 60)); echo $wanted > /run/initctl) < /dev/null > /dev/null 2>&1 &
echo $! > $scheduled
echo "Shutdown scheduled in $minutes minutes, use 'shutdown -c' to cancel." >&2
`;

/** Passes on what is asked for, in the words that are known, for as long as the machine is on. */
const RELAY = String.raw`
while :; do
  read -r word < /run/initctl || sleep 1
  case $word in poweroff | reboot) echo "$word"; sleep 1 ;; esac
  word=
done
`;

/** Puts the programs on a machine and listens to them; part of the script that makes it. */
export const POWER_SCRIPT = `
mkfifo -m 600 /run/initctl
mkdir ${POWER_FOLDER}
cat > ${POWER_FOLDER}/shutdown <<'PROGRAM'
${PROGRAM}PROGRAM
chmod 755 ${POWER_FOLDER}/shutdown
for name in poweroff halt reboot; do ln -s shutdown ${POWER_FOLDER}/$name; done
for name in shutdown poweroff halt reboot; do ln -sfn ${POWER_FOLDER}/$name /usr/sbin/$name 2>/dev/null || :; done
setpriv --bounding-set=-all --inh-caps=-all --no-new-privs sh -c '${RELAY}' 2>/dev/null &
`;

/** @returns what a line of the relay's asks for; `undefined` for anything else */
export function powerRequest(line: string): PowerRequest | undefined {
  return line === 'poweroff' || line === 'reboot' ? line : undefined;
}
