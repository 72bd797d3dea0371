import { email as emailSchema, type Role } from "@formwork/contracts/account";
import { compileOnce } from "@formwork/contracts/schema/validate";
import { v7 as newId } from "uuid";
import { fail } from "../../errors.ts";
import type { ProviderConfig } from "../../runtime/settings/provider-settings.ts";
import { isoTime } from "../../store/iso-time.ts";
import type { Table } from "../../store/table.ts";
import type { StoredUser, UserRow } from "../account-tables.ts";
import { normalizeEmail } from "../normalize-email.ts";
import type { Admins } from "../people/admins.ts";
import { changeUser } from "../people/change-user.ts";
import { type ProviderClaims, roleOfClaims } from "./role-of-claims.ts";
import { subjectOf } from "./subject-of.ts";

type Deps = {
  users: Table<UserRow>;
  admins: Admins;
  /** Called with the id of a user whom the provider's role lets run no jobs any more. */
  onIdle?: ((userId: string) => void) | undefined;
  config: ProviderConfig;
  now: number;
};

const emailValidator = compileOnce(emailSchema);

/**
 * Returns the user whom a provider names, with the role that it says. A user is found by the
 * provider's name of it alone: an address can be claimed by others, and passes on to others.
 */
export async function providerUser(deps: Deps, claims: ProviderClaims): Promise<StoredUser> {
  const { users, config } = deps;
  const role = roleOfClaims(claims, config);
  if (role === null)
    return fail(
      "sign-in-refused",
      `Nothing that ${config.name} says of you gives a role in Formwork. Ask an admin which group you have to be in there`,
    );
  const subject = subjectOf(claims, config);
  const found = await users.get({ subject });
  if (found === null) return addUser(deps, { subject, role, email: emailOf(claims, config) });
  if (found.row.disabled === true)
    return fail("sign-in-refused", "An admin has disabled your account in Formwork");
  return found.row.role === role ? found.row : changeUser(deps, found.row.id, { role });
}

async function addUser(
  { users, admins, now }: Deps,
  { subject, role, email }: { subject: string; role: Role; email: string },
): Promise<StoredUser> {
  const user: UserRow = {
    ...{ id: newId(), email, role, createdAt: isoTime(now), passwordHash: null, subject },
  };
  const inserted = await users.insert({ row: user });
  // The same person has signed in twice at once.
  const first = inserted.outcome === "taken" ? await users.get({ subject }) : null;
  if (first !== null) return first.row;
  if (inserted.outcome === "taken") return refuseTakenEmail(email);
  if (role === "admin") await admins.add(user.id);
  return user;
}

/** Whoever was invited, or has a password, is not to be had by an address at the provider. */
function refuseTakenEmail(email: string): never {
  return fail(
    "user-exists",
    `Formwork has a user with the address ${email} who does not sign in this way. Sign in with your password, and connect the two in Settings › Account`,
  );
}

function emailOf(claims: ProviderClaims, { name }: ProviderConfig): string {
  const email = typeof claims.email === "string" ? normalizeEmail(claims.email) : "";
  if (!emailValidator()(email))
    return fail("sign-in-refused", `${name} does not tell Formwork your e-mail address`);
  if (claims.email_verified === false)
    return fail("sign-in-refused", `Confirm your e-mail address at ${name} first`);
  return email;
}
