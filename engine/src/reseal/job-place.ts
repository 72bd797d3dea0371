import type { Store } from "../store/store.ts";
import { resealOne, type SealDeps, type SealedPlace } from "./portion.ts";

/** The payloads of all jobs, those that ended too: they may be run again. */
export function jobPlace(
  deps: SealDeps & { store: Pick<Store, "sealedPayloads" | "replacePayloads"> },
): SealedPlace {
  return {
    name: "jobs",
    async portion({ cursor, limit }) {
      const { items, looked, next } = await deps.store.sealedPayloads({ after: cursor, limit });
      const done = items.map(({ id, payload }) => ({
        id,
        ...resealOne(deps, payload, { ownerId: id }),
      }));
      const changed = done.flatMap(({ id, payload }) =>
        payload === null ? [] : [{ id, payload }],
      );
      if (changed.length > 0) await deps.store.replacePayloads({ items: changed });
      return {
        ...{ looked, next, resealed: changed.length },
        unreadable: done.filter(({ unreadable }) => unreadable > 0).length,
        left: done.flatMap(({ left }) => left),
      };
    },
  };
}
