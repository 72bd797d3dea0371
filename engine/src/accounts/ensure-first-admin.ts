import type { Accounts } from "./accounts.ts";

/**
 * Makes the first admin that the settings name. Returns the set-up link, or null once there is an
 * admin.
 */
export async function ensureFirstAdmin(params: {
  accounts: Accounts;
  admin: { email: string; password: string } | null;
  publicUrl: string;
}): Promise<string | null> {
  const { accounts, admin, publicUrl } = params;
  if (admin !== null) await accounts.ensureAdmin(admin);
  return (await accounts.setUpNeeded())
    ? `${publicUrl}/setup?token=${await accounts.setUpToken()}`
    : null;
}
