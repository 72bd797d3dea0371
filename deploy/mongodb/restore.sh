#!/usr/bin/env bash
# Replaces Formwork's database with the backup on stdin, of backup.sh. Stop schedulers and workers before.
# Accounts of the server stay as they are: they come from its environment.
#   docker compose exec -T mongodb bash /formwork/restore.sh < formwork.tgz
set -euo pipefail
. "$(dirname "$0")/tools.sh"
tar -xz -C "$folder"
mongorestore --drop --nsInclude 'formwork.*' "${account[@]}" "$folder/dump"
# What was written while the copy was made, up to its end. Apart, as mongorestore takes it with no choice of databases.
mkdir "$folder/none"
mongorestore --oplogReplay --oplogFile "$folder/dump/oplog.bson" "${account[@]}" "$folder/none"
