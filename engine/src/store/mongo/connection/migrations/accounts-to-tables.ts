import {
  type Before,
  dropIndexes,
  migratedRow,
  type Open,
  rewriteAsRows,
} from "./documents-to-rows.ts";

type UserBefore = Before & { email: string; first?: true };
type SessionBefore = Before & { userId: string; expiresAt: Date };

/** Makes rows of tables out of the documents of users and sessions. May be run twice. */
export async function accountsToTables(open: Open): Promise<void> {
  await dropIndexes(open("users"), ["by_email", "first"]);
  await rewriteAsRows<UserBefore>(open("users"), ({ _id, ...user }) => {
    const first: Record<string, true> = user.first === undefined ? {} : { first: user.first };
    return migratedRow(_id, { id: _id, ...user }, { email: user.email, ...first });
  });
  await rewriteAsRows<SessionBefore>(open("sessions"), ({ _id, userId, expiresAt }) => {
    const session = { id: _id, userId, expiresAt: expiresAt.getTime() };
    return migratedRow(_id, session, { expiresAt: session.expiresAt }, expiresAt);
  });
}
