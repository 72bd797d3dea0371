import type { SealStore } from "../../verbs/seal-store.ts";
import type { Connection } from "../connection/connection.ts";

/** Finds payloads with seals in the order of ids, and stores them under other seals. */
export function createSealedPayloads({ connection }: { connection: Connection }): SealStore {
  const { jobs } = connection.collections;
  return {
    async sealedPayloads({ after, limit }) {
      const options = {
        projection: { _id: 1, "fixed.payload": 1 },
        sort: { _id: 1 as const },
        limit,
        batchSize: limit + 1,
      };
      const found = await connection.ask(() =>
        jobs
          .find<{ _id: string; fixed?: { payload?: string } }>(
            { _id: { $gt: after ?? "" } },
            options,
          )
          .toArray(),
      );
      const items = found.flatMap(({ _id: id, fixed }) =>
        fixed?.payload?.includes('"$sealed":') ? [{ id, payload: JSON.parse(fixed.payload) }] : [],
      );
      const isOver = found.length < limit;
      return { items, looked: found.length, next: isOver ? null : (found.at(-1)?._id ?? null) };
    },
    async replacePayloads({ items }) {
      if (items.length === 0) return;
      const writes = items.map(({ id, payload }) => ({
        updateOne: {
          filter: { _id: { $eq: id } },
          update: { $set: { "fixed.payload": JSON.stringify(payload) } },
        },
      }));
      await connection.ask(() => jobs.bulkWrite(writes, { ordered: false }));
    },
  };
}
