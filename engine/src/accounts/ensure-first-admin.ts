import type { Audit } from "../audit/audit.ts";
import { systemDraft } from "../audit/system-draft.ts";
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
  audit: Pick<Audit, "intend" | "record" | "withdraw">;
  admin: { email: string; password: string } | null;
  publicUrl: string;
  log: Log;
}): Promise<string | null> {
  const { accounts, admin, publicUrl, log } = params;
  if (admin !== null && !(await makeAdmin(params, admin)))
    log.info("settings.ignored", { names: firstAdminSettings, detail: ignored });
  return (await accounts.setUpNeeded())
    ? // After `#`, so that the token is in no request line, and in no log.
      `${publicUrl}/setup#token=${await accounts.setUpToken()}`
    : null;
}

/** Makes the admin where there is no user yet; false where there is one. */
async function makeAdmin(
  { accounts, audit }: { accounts: Accounts; audit: Pick<Audit, "intend" | "record" | "withdraw"> },
  admin: { email: string; password: string },
): Promise<boolean> {
  if (!(await accounts.setUpNeeded())) return false;
  const draft = systemDraft("account.set-up", { target: `account:${admin.email}` });
  const intent = await audit.intend(draft);
  const isMade = await accounts.ensureAdmin(admin);
  if (isMade) await audit.record({ ...draft, intent });
  else audit.withdraw(intent);
  return isMade;
}
