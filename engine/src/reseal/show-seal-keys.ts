import type { SealKeys } from "@formwork/contracts/seal-keys";
import { maxSealKeys, type SealKeyRow } from "../jobs/secrets/seal-key-table.ts";
import { isoTime, isoTimeOrNull } from "../store/iso-time.ts";
import type { PassRow } from "./pass-table.ts";
import type { ResealDeps } from "./reseal-step.ts";

/** The verb of those who watch keys being replaced. */
export type SealingStatus = { status: () => Promise<SealKeys> };

type Deps = Pick<ResealDeps, "sealKeys" | "passes" | "ring" | "places">;

/** Returns the keys of the store, the one that seals first, and the newest pass. */
export async function showSealKeys(deps: Deps): Promise<SealKeys> {
  const { sealKeys, passes, ring } = deps;
  const current = ring.sealing().id;
  const rows = (await sealKeys.page({ limit: maxSealKeys })).items.map(({ row }) => row);
  const pass = (await passes.get({ name: "pass" }))?.row;
  const inOrder = rows.sort((a, b) => b.since - a.since);
  return {
    items: [
      ...inOrder.filter(({ id }) => id === current),
      ...inOrder.filter(({ id }) => id !== current),
    ].map((row) => ({
      id: row.id,
      state: stateOf(row, current),
      isHere: ring.find(row.id) !== undefined,
      since: isoTime(row.since),
    })),
    pass: pass === undefined ? null : presentPass(deps, pass),
  };
}

function stateOf({ id, unusedAt }: SealKeyRow, current: string) {
  if (id === current) return "current";
  return unusedAt === null ? "old" : "removable";
}

function presentPass({ places }: Pick<Deps, "places">, row: PassRow) {
  const { looked, resealed, unreadable, startedAt, finishedAt } = row;
  return {
    place: finishedAt === null ? (places[row.place]?.name ?? "") : "",
    ...{ looked, resealed, unreadable },
    startedAt: isoTime(startedAt),
    finishedAt: isoTimeOrNull(finishedAt),
  };
}
