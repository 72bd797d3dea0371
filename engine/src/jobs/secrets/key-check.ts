import type { Check } from "../../runtime/service/probes.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { SettingRow } from "../../settings/setting-table.ts";
import { writeSetting } from "../../settings/write-setting.ts";
import type { Table } from "../../store/table.ts";
import type { Secrets } from "./secrets.ts";

/**
 * Tells whether this process has the key that seals the secrets in its store. The store keeps a
 * fingerprint of it, which says nothing about the key.
 */
export type KeyCheck = {
  /** Compares the key with the fingerprint; the first process writes it. */
  compare: () => Promise<void>;
  check: () => Check;
};

type Deps = {
  settings: Table<SettingRow>;
  secrets: Pick<Secrets, "hash">;
  telemetry: Telemetry;
  /** Takes the key of this process for that of the store from now on. */
  acceptNew: boolean;
};

const other =
  "FORMWORK_TOKEN_SECRET is another one than that which sealed the secrets in the store: jobs with such secrets fail. Set the one of before, or start once with FORMWORK_NEW_KEY=accept";

/** Creates the check. */
export function createKeyCheck({ settings, secrets, telemetry, acceptNew }: Deps): KeyCheck {
  const fingerprint = secrets.hash("the fingerprint of the key").slice(0, 16);
  const row = { name: "key", fingerprint } as const;
  let isOther = false;
  return {
    async compare() {
      const { outcome } = await settings.insert({ row });
      if (outcome === "taken" && acceptNew) await writeSetting(settings, row);
      const stored = (await settings.get({ name: "key" }))?.row;
      isOther = stored?.name !== "key" || stored.fingerprint !== fingerprint;
      if (isOther) telemetry.log.error("key.other", { detail: other });
    },
    check: () => ({ ok: !isOther, detail: isOther ? other : "that of the store" }),
  };
}
