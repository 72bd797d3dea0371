import { fail } from "../../errors.ts";
import type { ProviderConfig } from "../../runtime/settings/provider-settings.ts";
import type { Table } from "../../store/table.ts";
import type { UserRow } from "../account-tables.ts";
import { type ProviderClaims, roleOfClaims } from "./role-of-claims.ts";
import { subjectOf } from "./subject-of.ts";

/** Times a link is tried while others change the same user. */
const maxAttempts = 20;

/**
 * Lets a user sign in as whom the provider names. One of there belongs to one user here, and a user
 * has one of there: neither is replaced, so that nobody is pushed out of an account.
 */
export async function linkUser(
  { users, config }: { users: Table<UserRow>; config: ProviderConfig },
  userId: string,
  claims: ProviderClaims,
): Promise<void> {
  if (roleOfClaims(claims, config) === null)
    return fail(
      "sign-in-refused",
      `Nothing that ${config.name} says of you gives a role in Formwork: a link would not let you in`,
    );
  const subject = subjectOf(claims, config);
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const found = await users.get({ id: userId });
    if (found === null || found.row.disabled === true) return fail("not-signed-in");
    if (found.row.subject === subject) return;
    if (found.row.subject !== undefined) return refuseSecond(config);
    const row = { ...found.row, subject };
    const { outcome } = await users.replaceIf({ row, version: found.version });
    if (outcome === "stored") return;
    if ((await users.get({ subject })) !== null) return refuseTaken(config);
  }
  return fail("unavailable", "The user is being changed too often at once");
}

function refuseSecond({ name }: ProviderConfig): never {
  return fail(
    "already-linked",
    `Your account is linked to somebody else at ${name}. An admin can remove that link`,
  );
}

function refuseTaken({ name }: ProviderConfig): never {
  return fail(
    "already-linked",
    `Whom you are at ${name} signs in as another user of Formwork. An admin can remove that user or its link`,
  );
}
