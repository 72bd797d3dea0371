import type { Store, StoredSession, StoredUser } from "../store.ts";
import type { Connection } from "./connection/connection.ts";
import { isDuplicate } from "./connection/duplicate-key.ts";
import type { SessionDocument, UserDocument } from "./record/small-documents.ts";

type Accounts = Pick<
  Store,
  | "countUsers"
  | "insertFirstUser"
  | "findUser"
  | "setPasswordHash"
  | "insertSession"
  | "findSession"
  | "deleteSession"
>;

/** Users and their sessions. Sessions that have expired are removed by the server. */
export function createAccounts({ connection }: { connection: Connection }): Accounts {
  const { users, sessions } = connection.models;
  const { ask, collections } = connection;

  return {
    countUsers: () => ask(() => collections.users.countDocuments({}, { hint: "_id_" })),
    async insertFirstUser({ user: { id, ...user } }) {
      if ((await ask(() => collections.users.findOne({}, { hint: "_id_" }))) !== null) return false;
      return inserted(ask(() => collections.users.insertOne({ _id: id, ...user, first: true })));
    },
    async findUser(key) {
      const filter = "id" in key ? { _id: key.id } : { email: key.email };
      return userOf(await ask(() => users.findOne(filter).lean<UserDocument>().exec()));
    },
    async setPasswordHash({ id, passwordHash }) {
      await ask(() => users.updateOne({ _id: id }, { $set: { passwordHash } }).exec());
    },
    async insertSession({ session: { id, userId, expiresAt } }) {
      await ask(() =>
        collections.sessions.insertOne({ _id: id, userId, expiresAt: new Date(expiresAt) }),
      );
    },
    async findSession({ id }) {
      return sessionOf(
        await ask(() => sessions.findOne({ _id: id }).lean<SessionDocument>().exec()),
      );
    },
    async deleteSession({ id }) {
      await ask(() => sessions.deleteOne({ _id: id }).exec());
    },
  };
}

/** Whether an insert went through, rather than against a unique index. */
async function inserted(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert;
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

function userOf(document: UserDocument | null): StoredUser | null {
  if (document === null) return null;
  const { _id, email, role, createdAt, passwordHash } = document;
  return { id: _id, email, role, createdAt, passwordHash };
}

function sessionOf(document: SessionDocument | null): StoredSession | null {
  return document === null
    ? null
    : { id: document._id, userId: document.userId, expiresAt: document.expiresAt.getTime() };
}
