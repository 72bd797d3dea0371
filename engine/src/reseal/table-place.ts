import { keyIdsOf, type Payload } from "../jobs/secrets/seal.ts";
import type { Table } from "../store/table.ts";
import { resealOne, type SealDeps, type SealedPlace } from "./portion.ts";

/** One sealed part of a row: the id that its seals are bound to, and the row with another one. */
export type SealedPart<Row> = {
  ownerId: string;
  payload: Payload;
  with: (payload: Payload) => Row;
};

/**
 * The rows of a table. `partsOf` lists what is sealed in one; each part is replaced by itself. A row
 * that changes meanwhile is left to the next pass.
 */
export function tablePlace<Row extends object>(
  deps: SealDeps,
  name: string,
  table: Table<Row>,
  partsOf: (row: Row) => SealedPart<Row>[],
): SealedPlace {
  async function resealRow(row: Row, version: number) {
    let current = row;
    let unreadable = 0;
    const left: string[] = [];
    for (let index = 0; index < partsOf(row).length; index++) {
      const part = partsOf(current)[index];
      if (part === undefined) continue;
      const done = resealOne(deps, part.payload, part);
      unreadable += done.unreadable;
      left.push(...done.left);
      if (done.payload !== null) current = part.with(done.payload);
    }
    if (current === row) return { resealed: 0, unreadable, left };
    const { outcome } = await table.replaceIf({ row: current, version });
    if (outcome === "stored") return { resealed: 1, unreadable, left };
    return {
      resealed: 0,
      unreadable,
      left: partsOf(row).flatMap(({ payload }) => keyIdsOf(payload)),
    };
  }
  return {
    name,
    async portion({ cursor, limit }) {
      const { items, next } = await table.page({ limit, ...(cursor === null ? {} : { cursor }) });
      const done = [];
      for (const { row, version } of items) done.push(await resealRow(row, version));
      return {
        ...{ looked: items.length, next },
        resealed: done.reduce((sum, { resealed }) => sum + resealed, 0),
        unreadable: done.reduce((sum, { unreadable }) => sum + unreadable, 0),
        left: done.flatMap(({ left }) => left),
      };
    },
  };
}
