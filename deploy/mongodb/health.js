// Exits with 0 when this member accepts writes. The first time it also initiates the replica set.
const { MONGO_INITDB_ROOT_USERNAME, MONGO_INITDB_ROOT_PASSWORD, MONGODB_MEMBER } = process.env;
const account = [MONGO_INITDB_ROOT_USERNAME, MONGO_INITDB_ROOT_PASSWORD]
  .map(encodeURIComponent)
  .join(":");
const port = MONGODB_MEMBER.split(":").at(-1);
const admin = connect(`mongodb://${account}@127.0.0.1:${port}/admin?directConnection=true`);

if (admin.hello().setName === undefined) {
  admin.runCommand({
    replSetInitiate: { _id: "formwork", members: [{ _id: 0, host: MONGODB_MEMBER }] },
  });
}
quit(admin.hello().isWritablePrimary ? 0 : 1);
