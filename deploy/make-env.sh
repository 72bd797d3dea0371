#!/bin/sh
# Writes .env, or the file that is named, for docker-compose.yml: a fresh secret for each place that needs one. Only its owner may read
# it, and one that is there is not overwritten: its secrets are in use. See docs/deployment.md.
#   sh deploy/make-env.sh [FILE]
set -eu
file=${1:-$(cd "$(dirname "$0")/.." && pwd)/.env}

secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

if [ /dev/stdout -ef "$file" ]; then
  # Called with > .env: the shell has made it already, for everybody to read.
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
# Made by deploy/make-env.sh. Keep it: what is sealed with FORMWORK_TOKEN_SECRET cannot be read without it.
# .env.example explains each line, and names those that may be added.

# Where people reach Formwork. Another machine than this one: change both, and put a proxy with a certificate in front.
FORMWORK_PUBLIC_URL=http://localhost:8080
FORMWORK_HOST=127.0.0.1
FORMWORK_PORT=8080

FORMWORK_TOKEN_SECRET=$(secret)
MONGODB_ROOT_PASSWORD=$(secret)
MONGODB_PASSWORD=$(secret)
RABBITMQ_SCHEDULER_PASSWORD=$(secret)
RABBITMQ_WORKER_PASSWORD=$(secret)
RABBITMQ_NOTIFIER_PASSWORD=$(secret)
GRAFANA_PASSWORD=$(secret)
END
echo "$file is written; keep it with the backups" >&2
