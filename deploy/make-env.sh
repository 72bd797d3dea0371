#!/bin/sh
# Writes a .env for docker-compose.yml to stdout: a fresh secret for each place that needs one. See docs/deployment.md.
set -eu

secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

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
