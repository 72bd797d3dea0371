#!/usr/bin/env bash
# Writes a backup of Formwork's database to stdout, as it stood at one moment, the end of the copy; Formwork may run meanwhile.
# `--oplog` makes it one moment: without it each collection is copied at a time of its own, and they do not fit together.
#   docker compose exec -T mongodb bash /formwork/backup.sh > formwork.tgz
set -euo pipefail
. "$(dirname "$0")/tools.sh"
mongodump --oplog --out "$folder/dump" "${account[@]}"
tar -cz -C "$folder" dump
