import type { KeyCheck } from "../jobs/secrets/key-check.ts";
import type { KeyRing } from "../jobs/secrets/key-ring.ts";
import { maxSealKeys, type SealKeyRow } from "../jobs/secrets/seal-key-table.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Table } from "../store/table.ts";
import { changeRow } from "../store/tables/change-row.ts";
import type { PassRow } from "./pass-table.ts";
import type { SealedPlace } from "./portion.ts";

export type ResealDeps = {
  places: readonly SealedPlace[];
  passes: Table<PassRow>;
  sealKeys: Table<SealKeyRow>;
  ring: KeyRing;
  key: Pick<KeyCheck, "standing">;
  clock: Pick<Clock, "now">;
  telemetry: Telemetry;
};

/** Jobs or rows of one portion: some milliseconds of work. */
const portionSize = 200;
/**
 * Milliseconds after which a process has learned of a new key for sure, so that what it sealed with
 * the one of before is there when a pass begins; and between two passes.
 */
export const settledMs = 60_000;

/**
 * Seals one portion again, where a key of before is needed still. Returns true while there is more to
 * do at once. It may be repeated, and done by several processes at once: what was sealed again is the
 * same.
 */
export async function resealStep(deps: ResealDeps): Promise<boolean> {
  const { sealKeys, ring, key } = deps;
  if (key.standing() !== "right") return false;
  const keyId = ring.sealing().id;
  const keys = (await sealKeys.page({ limit: maxSealKeys })).items.map(({ row }) => row);
  const needed = keys.filter((row) => row.id !== keyId && row.unusedAt === null);
  if (needed.length === 0) return false;
  const begun = await passOf(deps, keyId);
  if (begun === null) return false;
  const done = await doPortion(deps, begun.row);
  const { outcome } = await deps.passes.replaceIf({ row: done, version: begun.version });
  if (outcome === "stored" && done.finishedAt !== null) await nameUnused(deps, done, keys);
  return done.finishedAt === null;
}

/** Returns the pass in work, begun where there is none; null until the next one is due. */
async function passOf({ passes, clock }: ResealDeps, keyId: string) {
  const now = clock.now();
  const found = await passes.get({ name: "pass" });
  const row = freshPass(keyId, now);
  if (found === null)
    return (await passes.insert({ row })).outcome === "stored" ? { row, version: 1 } : null;
  const { finishedAt } = found.row;
  if (found.row.keyId === keyId && finishedAt === null) return found;
  const isDue = found.row.keyId !== keyId || (finishedAt ?? 0) + settledMs <= now;
  if (!isDue) return null;
  const { outcome } = await passes.replaceIf({ row, version: found.version });
  return outcome === "stored" ? { row, version: found.version + 1 } : null;
}

function freshPass(keyId: string, startedAt: number): PassRow {
  const counts = { looked: 0, resealed: 0, unreadable: 0, left: [] };
  return { name: "pass", keyId, place: 0, cursor: null, ...counts, startedAt, finishedAt: null };
}

async function doPortion({ places, clock }: ResealDeps, pass: PassRow): Promise<PassRow> {
  const place = places[pass.place];
  if (place === undefined) return { ...pass, finishedAt: clock.now() };
  const portion = await place.portion({ cursor: pass.cursor, limit: portionSize });
  const isLast = portion.next === null && pass.place === places.length - 1;
  return {
    ...pass,
    place: portion.next === null ? pass.place + 1 : pass.place,
    cursor: portion.next,
    looked: pass.looked + portion.looked,
    resealed: pass.resealed + portion.resealed,
    unreadable: pass.unreadable + portion.unreadable,
    left: [...new Set([...pass.left, ...portion.left])],
    finishedAt: isLast ? clock.now() : null,
  };
}

/** Names keys as unused of which a whole pass, begun after the last use of them, found nothing. */
async function nameUnused(
  { sealKeys, clock, telemetry }: ResealDeps,
  { keyId, left, startedAt, resealed, looked }: PassRow,
  keys: readonly SealKeyRow[],
): Promise<void> {
  telemetry.log.info("reseal.passed", { keyId, looked, resealed, left: left.length });
  const since = keys.find(({ id }) => id === keyId)?.since ?? startedAt;
  const isSettled = (sealedAt: number) => startedAt >= Math.max(since, sealedAt) + settledMs;
  const unusedAt = clock.now();
  for (const { id } of keys) {
    if (id === keyId || left.includes(id)) continue;
    await changeRow(sealKeys, { id }, (row) =>
      row.unusedAt === null && isSettled(row.sealedAt) ? { ...row, unusedAt } : null,
    );
  }
}
