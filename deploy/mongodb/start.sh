#!/usr/bin/env bash
# Starts MongoDB as a replica set of one member with access control. The members of a set
# authenticate each other by a key; a single member can have a new one at every start.
set -euo pipefail
key=${TMPDIR:-/tmp}/member-key
umask 077
rm -f "$key"
head -c 72 /dev/urandom | base64 -w 0 >"$key"
exec docker-entrypoint.sh mongod --replSet formwork --keyFile "$key" --bind_ip_all
