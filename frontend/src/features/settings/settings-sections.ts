import type { Scope } from "@formwork/contracts/account";
import { paths } from "../../lib/paths.ts";

/** The pages of the settings, in their order: one's own, then those of admins. */
export const settingsSections: readonly { to: string; label: string; scope: Scope }[] = [
  { to: paths.settings.account, label: "Account", scope: "credentials" },
  { to: paths.settings.apiKeys, label: "API keys", scope: "credentials" },
  { to: paths.settings.people, label: "People", scope: "users:read" },
  { to: paths.settings.secrets, label: "Secrets", scope: "secrets:read" },
  { to: paths.settings.retention, label: "Retention", scope: "settings:read" },
  { to: paths.settings.limits, label: "Limits", scope: "settings:read" },
  { to: paths.settings.audit, label: "Audit", scope: "audit:read" },
];
