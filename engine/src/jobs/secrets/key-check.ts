import type { Clock } from "../../runtime/clock.ts";
import type { Check } from "../../runtime/service/probes.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { SettingRow } from "../../settings/setting-table.ts";
import { writeSetting } from "../../settings/write-setting.ts";
import type { Table } from "../../store/table.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import type { KeyRing } from "./key-ring.ts";
import { maxSealKeys, type SealKeyRow } from "./seal-key-table.ts";

/**
 * How the keys of a process stand to those of its store. `behind`: it has a key of the store, and
 * lacks another one that is needed. `other`: it has none of them.
 */
type KeyStanding = "right" | "behind" | "other";

/**
 * Tells whether this process has the keys that seal the secrets in its store. The store keeps the
 * ids of them, which say nothing about the keys.
 */
export type KeyCheck = {
  /**
   * Compares the keys with those of the store, and seals with the store's own from then on. The
   * first process writes it; a new key that comes with the one of before takes its place.
   */
  compare: () => Promise<KeyStanding>;
  standing: () => KeyStanding;
  check: () => Check;
};

export type KeyCheckDeps = {
  settings: Table<SettingRow>;
  sealKeys: Table<SealKeyRow>;
  ring: KeyRing;
  clock: Pick<Clock, "now">;
  telemetry: Telemetry;
  /** Takes the key of this process for that of the store at the first comparison. */
  acceptNew: boolean;
};

/** Creates the check. */
export function createKeyCheck(deps: KeyCheckDeps): KeyCheck {
  const { ring, telemetry } = deps;
  let standing: KeyStanding = "right";
  let isFirst = true;
  return {
    async compare() {
      const stored = await storedKey(deps, deps.acceptNew && isFirst);
      isFirst = false;
      ring.choose(stored);
      const found = await standingOf(deps, stored);
      if (found !== standing && found !== "right")
        telemetry.log.error(`key.${found}`, { detail: details[found] });
      if (found !== standing && found === "right") telemetry.log.info("key.right");
      standing = found;
      return found;
    },
    standing: () => standing,
    check: () => ({ ok: standing === "right", detail: details[standing] }),
  };
}

const details: Record<KeyStanding, string> = {
  right: "that of the store",
  behind:
    "This process lacks a key that sealed secrets in the store, and claims no jobs until it has it: add it to FORMWORK_SEAL_KEYS_READ, or set the new FORMWORK_SEAL_KEY",
  other:
    "FORMWORK_SEAL_KEY is another one than that which sealed the secrets in the store: jobs with such secrets fail. Set the one of before, or start once with FORMWORK_NEW_KEY=accept",
};

/** Returns the id of the store's key, which becomes this process's own where that is a new one. */
async function storedKey(deps: KeyCheckDeps, isAccepted: boolean): Promise<string> {
  const { settings, sealKeys, ring } = deps;
  const id = ring.firstId();
  await settings.insert({ row: { name: "key", fingerprint: id } });
  const before = await readKey(settings, id);
  await know(deps, before);
  if (isAccepted) await giveUpOthers(deps);
  if (before === id) return id;
  const isNew = (await sealKeys.get({ id })) === null;
  if (!isAccepted && (!isNew || ring.find(before) === undefined)) return before;
  await know(deps, id);
  await writeSetting(settings, { name: "key", fingerprint: id });
  deps.telemetry.log.info("key.changed", { from: before, to: id });
  return id;
}

async function readKey(settings: Table<SettingRow>, otherwise: string): Promise<string> {
  const row = (await settings.get({ name: "key" }))?.row;
  return row?.name === "key" ? row.fingerprint : otherwise;
}

async function standingOf(deps: KeyCheckDeps, stored: string): Promise<KeyStanding> {
  const { sealKeys, ring } = deps;
  await know(deps, stored);
  const rows = (await sealKeys.page({ limit: maxSealKeys })).items.map(({ row }) => row);
  await noteSealing(deps, rows, stored);
  const lacking = rows.filter(({ id, unusedAt }) => unusedAt === null && !ring.find(id));
  if (lacking.length === 0) return "right";
  return rows.some(({ id }) => ring.find(id) !== undefined) ? "behind" : "other";
}

/** Keeps a key that this process seals with from counting as unused, where it is not the store's. */
async function noteSealing(
  { sealKeys, ring, clock }: KeyCheckDeps,
  rows: SealKeyRow[],
  stored: string,
) {
  const { id } = ring.sealing();
  if (id === stored || !rows.some((row) => row.id === id)) return;
  const sealedAt = clock.now();
  await changeRow(sealKeys, { id }, (row) => ({ ...row, sealedAt, unusedAt: null }));
}

async function know({ sealKeys, clock }: KeyCheckDeps, id: string): Promise<void> {
  if ((await sealKeys.get({ id })) !== null) return;
  const since = clock.now();
  await sealKeys.insert({ row: { id, since, sealedAt: since, unusedAt: null } });
}

/** Waits no longer for keys that this process does not have. */
async function giveUpOthers({ sealKeys, ring, clock }: KeyCheckDeps): Promise<void> {
  const { items } = await sealKeys.page({ limit: maxSealKeys });
  const unusedAt = clock.now();
  for (const { row } of items)
    if (ring.find(row.id) === undefined)
      await changeRow(sealKeys, { id: row.id }, (now) => ({ ...now, unusedAt }));
}
