import type { Log } from "../runtime/telemetry.ts";
import type { Accounts } from "./accounts.ts";

const firstAdminSettings = ["FORMWORK_ADMIN_EMAIL", "FORMWORK_ADMIN_PASSWORD"];
const ignored =
  "there are users already, so these made no account and changed no password; `formwork reset-password` makes a link for a lost one";

/**
 * Makes the first admin that the settings name, and records that. Returns the set-up link, or null once there is an
 * admin.
 */
export async function ensureFirstAdmin(params: {
  accounts: Accounts;
  audit: {
    doing: (
      action: string,
      about: { target: string },
      deed: () => Promise<boolean>,
    ) => Promise<boolean>;
  };
  admin: { email: string; password: string } | null;
  publicUrl: string;
  log: Log;
}): Promise<string | null> {
  const { accounts, audit, admin, publicUrl, log } = params;
  if (admin !== null) {
    const target = `account:${admin.email}`;
    const isMade =
      (await accounts.setUpNeeded()) &&
      (await audit.doing("account.set-up", { target }, () => accounts.ensureAdmin(admin)));
    if (!isMade) log.info("settings.ignored", { names: firstAdminSettings, detail: ignored });
  }
  return (await accounts.setUpNeeded())
    ? // After `#`, so that the token is in no request line, and in no log.
      `${publicUrl}/setup#token=${await accounts.setUpToken()}`
    : null;
}
