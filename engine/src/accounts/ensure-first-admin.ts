import type { Accounts } from "./accounts.ts";

/**
 * Makes the first admin that the settings name, and records that. Returns the set-up link, or null once there is an
 * admin.
 */
export async function ensureFirstAdmin(params: {
  accounts: Accounts;
  audit: { system: (action: string, about: { target: string }) => Promise<void> };
  admin: { email: string; password: string } | null;
  publicUrl: string;
}): Promise<string | null> {
  const { accounts, audit, admin, publicUrl } = params;
  if (admin !== null && (await accounts.ensureAdmin(admin)))
    await audit.system("account.set-up", { target: `account:${admin.email}` });
  return (await accounts.setUpNeeded())
    ? // After `#`, so that the token is in no request line, and in no log.
      `${publicUrl}/setup#token=${await accounts.setUpToken()}`
    : null;
}
