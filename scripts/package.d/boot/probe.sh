#!/bin/sh
# Runs inside the booted system of scripts/check-package, as root: the shipped units do their work against a simulator, and
# what they come to is written to /var/tmp/probe.log. The last line is `probe: done` if all went well.
exec >/var/tmp/probe.log 2>&1
set -eu
finish() {
    code=$?
    set +e
    if [ "$code" != 0 ]; then
        journalctl --no-pager -n 60 -o cat
        systemctl --no-pager status wolkvox-etl.service wolkvox-etl-follow.service
    fi
    systemctl --force --force poweroff
}
trap finish EXIT
property() { systemctl show -P "$2" "$1"; }
# wait_for SECONDS COMMAND…
wait_for() {
    left=$1
    shift
    until "$@"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || { echo "gave up waiting for: $*"; return 1; }
        sleep 1
    done
}
has_run() { [ "$(property wolkvox-etl.service ActiveState)" = inactive ] && [ -n "$(property wolkvox-etl.service ExecMainExitTimestamp)" ]; }
any() {
    for file in $1; do [ -e "$file" ] && return; done
    echo "there is no $1"
    return 1
}
open_day() { grep -qs '"state": *"open"' /var/lib/wolkvox-etl/follow/report=cdr_1/source=bogota/day=*/_manifest.json; }

echo "systemd: $(systemctl --version | head -n 1)"
echo "timer: next at $(property wolkvox-etl.timer NextElapseUSecRealtime), $(property wolkvox-etl.timer ActiveState)"
wait_for 90 has_run
echo "run by the timer: $(property wolkvox-etl.service Result), exit code $(property wolkvox-etl.service ExecMainStatus)"
[ "$(property wolkvox-etl.service Result)" = success ]
any '/var/lib/wolkvox-etl/lake/report=cdr_1/source=bogota/day=*/*.ndjson.gz'
grep -q '^wolkvox_etl_' /var/lib/prometheus/node-exporter/nightly.prom
echo "files: $(find /var/lib/wolkvox-etl/lake -name '*.gz' | wc -l), of $(stat -c '%U:%G %a' /var/lib/wolkvox-etl /var/lib/wolkvox-etl/lake | tr '\n' ' ')"
[ "$(stat -c '%U:%G %a' /var/lib/wolkvox-etl)" = "wolkvox-etl:wolkvox-etl 750" ]

# Type=notify: start returns when the program has sent READY=1 through AF_UNIX.
systemctl start wolkvox-etl-follow.service
echo "follow: $(property wolkvox-etl-follow.service ActiveState), says: $(property wolkvox-etl-follow.service StatusText)"
wait_for 60 open_day
pid="$(property wolkvox-etl-follow.service MainPID)"
echo "follow: user $(ps -o user= -p "$pid"), $(ps -o nlwp= -p "$pid" | tr -d ' ') threads, seccomp $(sed -n 's/^Seccomp:\t//p' "/proc/$pid/status")"
[ "$(sed -n 's/^Seccomp:\t//p' "/proc/$pid/status")" = 2 ]
systemctl reload wolkvox-etl-follow.service
sleep 2
[ "$(property wolkvox-etl-follow.service ActiveState)" = active ]
# What dpkg calls when the package is upgraded: the follower goes on with the new program, once.
/var/lib/dpkg/info/wolkvox-etl.postinst configure 0.0.1
echo "follow, upgraded: $(property wolkvox-etl-follow.service ActiveState), process $pid became $(property wolkvox-etl-follow.service MainPID)"
[ "$(property wolkvox-etl-follow.service ActiveState)" = active ]
[ "$(property wolkvox-etl-follow.service MainPID)" != "$pid" ]
systemctl stop wolkvox-etl-follow.service
echo "follow, stopped: $(property wolkvox-etl-follow.service Result), exit code $(property wolkvox-etl-follow.service ExecMainStatus)"
[ "$(property wolkvox-etl-follow.service Result)" = success ]
[ "$(property wolkvox-etl-follow.service ExecMainStatus)" = 0 ]

# A wrong pipeline file (78) needs a person: it is not tried again.
echo 'version: 2' >/etc/wolkvox-etl/pipeline.yaml
systemctl start wolkvox-etl.service && exit 1
echo "a wrong file: $(property wolkvox-etl.service ActiveState), exit code $(property wolkvox-etl.service ExecMainStatus), $(property wolkvox-etl.service NRestarts) restarts"
[ "$(property wolkvox-etl.service ActiveState) $(property wolkvox-etl.service ExecMainStatus)" = "failed 78" ]
# A pipeline that is not there starts nothing.
rm /etc/wolkvox-etl/pipeline.yaml
systemctl reset-failed wolkvox-etl.service
systemctl start wolkvox-etl.service
echo "no file: condition $(property wolkvox-etl.service ConditionResult)"
[ "$(property wolkvox-etl.service ConditionResult)" = no ]
echo "probe: done"
