#!/bin/sh
# Writes .env, or the given file, for docker-compose.yml, with a new random value for each secret.
# Only the owner may read the file. An existing file is not overwritten, because its secrets may be
# in use. See docs/deployment.md.
#   sh deploy/make-env.sh [FILE]
set -eu
file=${1:-$(cd "$(dirname "$0")/.." && pwd)/.env}

secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

if [ /dev/stdout -ef "$file" ]; then
  # Called with > .env: the shell has created the file already, readable for all users.
  chmod 600 "$file"
elif [ -e "$file" ]; then
  echo "$file is there already, and its secrets may be in use: move it away first" >&2
  exit 1
else
  umask 077
  set -C
  exec >"$file"
fi

cat <<END
# Written by deploy/make-env.sh. Keep it: secrets encrypted with FORMWORK_SEAL_KEY cannot be
# read without it. .env.example explains each line, and those that can be added.

# The address of Formwork for its users. If that is another machine than this one, change both and
# put a reverse proxy with a certificate in front.
FORMWORK_PUBLIC_URL=http://localhost:8080
FORMWORK_HOST=127.0.0.1
FORMWORK_PORT=8080

FORMWORK_TOKEN_SECRET=$(secret)
FORMWORK_SEAL_KEY=$(secret)
MONGODB_ROOT_PASSWORD=$(secret)
MONGODB_PASSWORD=$(secret)
RABBITMQ_SCHEDULER_PASSWORD=$(secret)
RABBITMQ_WORKER_PASSWORD=$(secret)
RABBITMQ_NOTIFIER_PASSWORD=$(secret)
GRAFANA_PASSWORD=$(secret)
END
echo "$file is written; keep it with the backups" >&2
