#!/usr/bin/env bash
# Stands in for the entrypoint of MongoDB's image on a fresh volume: makes the root account and runs the image's init scripts before there is
# access control, then becomes mongod. Called docker-entrypoint.sh mongod ARGUMENT…; MONGOD, MONGOSH, MONGO_PORT and MONGO_INIT say with what.
set -euo pipefail
shift
place=(--dbpath "$TMPDIR/db" --port "$MONGO_PORT" --bind_ip 127.0.0.1)
read -ra mongosh <<<"$MONGOSH --quiet --norc --port $MONGO_PORT"
mkdir "$TMPDIR/db"

"$MONGOD" "${place[@]}" >"$TMPDIR/init.log" &
until "${mongosh[@]}" --eval 'db.hello().ok' >/dev/null 2>&1; do sleep 0.1; done
"${mongosh[@]}" admin --eval 'db.createUser({ user: process.env.MONGO_INITDB_ROOT_USERNAME, pwd: process.env.MONGO_INITDB_ROOT_PASSWORD, roles: ["root"] })'
"${mongosh[@]}" "$MONGO_INIT"
kill %1
wait %1

arguments=()
for argument in "$@"; do [ "$argument" = --bind_ip_all ] || arguments+=("$argument"); done
exec "$MONGOD" "${place[@]}" "${arguments[@]}"
