import type { Store, StoredSession, StoredUser } from "../store.ts";
import type { Write } from "./commit/writer.ts";
import type { Database } from "./connection/database.ts";

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

/** Users and their sessions. */
export function createAccounts({
  database,
  write,
}: {
  database: Database;
  write: Write;
}): Accounts {
  const users = database.statement<{ count: number }>("select count(*) as count from users");
  const insertFirst = database.statement(
    "insert into users select ?, ?, ?, ?, ? where not exists (select 1 from users)",
  );
  const byId = database.statement<StoredUser>("select * from users where id = ?");
  const byEmail = database.statement<StoredUser>("select * from users where email = ?");
  const setHash = database.statement("update users set passwordHash = ? where id = ?");
  const insertSession = database.statement("insert into sessions values (?, ?, ?)");
  const dropExpired = database.statement("delete from sessions where expiresAt < ?");
  const session = database.statement<StoredSession>("select * from sessions where id = ?");
  const dropSession = database.statement("delete from sessions where id = ?");

  return {
    countUsers: () => database.read(() => users.get()?.count ?? 0),
    insertFirstUser: ({ user }) =>
      write(
        () =>
          insertFirst.run(user.id, user.email, user.role, user.createdAt, user.passwordHash) > 0,
      ),
    findUser: (key) =>
      database.read(() => plain("id" in key ? byId.get(key.id) : byEmail.get(key.email))),
    setPasswordHash: ({ id, passwordHash }) => write(() => void setHash.run(passwordHash, id)),
    insertSession: ({ session: { id, userId, expiresAt } }) =>
      write(({ now }) => {
        dropExpired.run(now);
        insertSession.run(id, userId, expiresAt);
      }),
    findSession: ({ id }) => database.read(() => plain(session.get(id))),
    deleteSession: ({ id }) => write(() => void dropSession.run(id)),
  };
}

/** SQLite's rows have no prototype; what leaves the store is an ordinary object. */
function plain<Row extends object>(row: Row | undefined): Row | null {
  return row === undefined ? null : { ...row };
}
