import type { Principal } from "@formwork/contracts/account";
import type { Access } from "../access/access.ts";
import type { StoredUser } from "./account-tables.ts";

/** Finds the templates whose access lists leave a user out. */
export type BarredFor = Access["barredFor"];

/** Returns what a user is allowed, as every call is judged by it. */
export async function principalOf(
  { id, role, email, sees }: StoredUser,
  barredFor: BarredFor,
): Promise<Omit<Principal, "sessionId">> {
  const barred = await barredFor({ role, email });
  return {
    ...{ id, role, email },
    ...(sees === undefined ? {} : { sees }),
    ...(barred.fromRunning.length === 0 ? {} : { barred }),
  };
}
