# Read by backup.sh and restore.sh: the account for MongoDB's tools, and a folder that is removed at the end. It lies beside the data,
# since a dump is as large as they are. The password is in a file, as other processes can see a command line.
umask 077
folder=$(mktemp -d "${BACKUP_FOLDER:-/data/configdb}/formwork-XXXXXX")
trap 'rm -rf "$folder"' EXIT
printf 'password: "%s"\n' "$MONGO_INITDB_ROOT_PASSWORD" >"$folder/account.yaml"
account=(--config "$folder/account.yaml" --authenticationDatabase admin -u "$MONGO_INITDB_ROOT_USERNAME"
  --port "${MONGODB_MEMBER##*:}")
