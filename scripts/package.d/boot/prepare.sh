#!/bin/sh
# Runs inside the tree of scripts/check-package before it boots: a simulator, pipeline files as an administrator writes them,
# and the probe.
set -eu
install -d -m 700 /etc/credstore
(umask 077 && echo not-a-real-token >/etc/credstore/wolkvox-token)
echo PII_KEY=not-a-key-but-long-enough >>/etc/wolkvox-etl/environment
# As Debian's prometheus-node-exporter has it, with the group let in.
install -d -m 775 -g wolkvox-etl /var/lib/prometheus/node-exporter

# A tree without an init has no names of its own yet.
grep -qs localhost /etc/hosts || echo 127.0.0.1 localhost >>/etc/hosts

pipeline() {
    cat <<PIPELINE
version: 1
name: $1
sources:
  - name: bogota
    endpoint: http://localhost:8080
    token_file: \${CREDENTIALS_DIRECTORY:-/etc/credstore}/wolkvox-token
    time_zone: America/Bogota
window: { from: yesterday, to: yesterday }
reports: [cdr_1, cdr_6]
transform:
  - hash: { fields: [customer_id], key: "\${PII_KEY}" }
load: { to: $2 }
metrics: { file: /var/lib/prometheus/node-exporter/$1.prom }
follow: { every: 1m }
PIPELINE
}
# shellcheck disable=SC2016  # a variable of the unit
pipeline nightly '${OUTPUT}' >/etc/wolkvox-etl/pipeline.yaml
pipeline follow /var/lib/wolkvox-etl/follow >/etc/wolkvox-etl/follow.yaml

cat >/etc/systemd/system/simulator.service <<'UNIT'
[Service]
ExecStart=/usr/bin/wolkvox-etl simulate --port 8080 --rows-per-day 2000
User=nobody
UNIT
cat >/etc/systemd/system/probe.service <<'UNIT'
[Unit]
Wants=simulator.service wolkvox-etl.timer
After=simulator.service wolkvox-etl.timer
[Service]
Type=oneshot
ExecStart=/bin/sh /var/tmp/probe.sh
TimeoutStartSec=9min
[Install]
WantedBy=multi-user.target
UNIT
# The timer as it is shipped, and a moment of its own beside the nightly one.
install -d /etc/systemd/system/wolkvox-etl.timer.d
printf '[Timer]\nOnActiveSec=5s\nRandomizedDelaySec=0\nAccuracySec=1s\n' >/etc/systemd/system/wolkvox-etl.timer.d/soon.conf
systemctl --quiet enable wolkvox-etl.timer probe.service
# Nothing that a machine has and this does not.
systemctl --quiet mask systemd-networkd-wait-online.service getty@.service console-getty.service systemd-udevd.service
# The image of this tree has no machine id of its own.
: >/etc/machine-id
