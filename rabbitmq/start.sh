#!/bin/sh
# Writes the definitions that the broker loads, then starts the broker: definitions.json as it is, and the users of the file `users` with
# passwords from the environment (RABBITMQ_SCHEDULER_PASSWORD …) as salted hashes. Every start sets them anew: a restart changes a password.
#   sh start.sh docker-entrypoint.sh rabbitmq-server
set -eu
here=$(dirname "$0")
folder=${DEFINITIONS_FOLDER:-/var/lib/rabbitmq/formwork-definitions}

# Writes bytes, given as hexadecimal digits.
bytes() {
  left=$1
  while [ -n "$left" ]; do
    rest=${left#??}
    printf "\\$(printf %03o "0x${left%"$rest"}")"
    left=$rest
  done
}

# Hashes a password as RabbitMQ keeps it: base64 of a random salt and SHA-256 of salt and password.
hash() {
  salt=$(od -An -N4 -tx1 /dev/urandom | tr -d ' \n')
  sum=$({ bytes "$salt"; printf %s "$1"; } | sha256sum | cut -c 1-64)
  bytes "$salt$sum" | base64
}

password_of() {
  variable=RABBITMQ_$(printf %s "$1" | tr '[:lower:]' '[:upper:]')_PASSWORD
  eval "password=\${$variable:-}"
  [ -n "$password" ] || { echo "$variable is not set: each service needs a password of its own" >&2; exit 1; }
}

umask 077
rm -rf "$folder"
mkdir -p "$folder"
cp "$here/definitions.json" "$folder/1-topology.json"
users=
permissions=
comma=
while read -r name configure write read; do
  case $name in '' | '#'*) continue ;; esac
  password_of "$name"
  users="$users$comma{\"name\":\"$name\",\"password_hash\":\"$(hash "$password")\",\"hashing_algorithm\":\"rabbit_password_hashing_sha256\",\"tags\":\"\"}"
  permissions="$permissions$comma{\"user\":\"$name\",\"vhost\":\"formwork\",\"configure\":\"$configure\",\"write\":\"$write\",\"read\":\"$read\"}"
  comma=,
done <"$here/users"
printf '{"users":[%s],"permissions":[%s]}\n' "$users" "$permissions" >"$folder/2-users.json"
exec "$@"
