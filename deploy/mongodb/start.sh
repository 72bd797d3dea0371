#!/usr/bin/env bash
# Starts MongoDB as a replica set of one member with access control. Members know each other by a key; alone, a fresh one each time will do.
set -euo pipefail
key=${TMPDIR:-/tmp}/member-key
umask 077
rm -f "$key"
head -c 72 /dev/urandom | base64 -w 0 >"$key"
exec docker-entrypoint.sh mongod --replSet formwork --keyFile "$key" --bind_ip_all
