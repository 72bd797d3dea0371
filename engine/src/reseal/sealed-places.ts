import { actionsTable } from "../bulk/action-tables.ts";
import { schedulesTable } from "../schedules/schedule-tables.ts";
import { ownerOfSecret } from "../secrets/seal-value.ts";
import { secretsTable } from "../secrets/secret-table.ts";
import type { Store } from "../store/store.ts";
import { jobPlace } from "./job-place.ts";
import type { SealDeps, SealedPlace } from "./portion.ts";
import { tablePlace } from "./table-place.ts";

/** Lists everything that holds seals. What a feature seals elsewhere has a row here. */
export function sealedPlaces(deps: SealDeps & { store: Store }): SealedPlace[] {
  const { store } = deps;
  return [
    tablePlace(deps, "secrets", store.table(secretsTable), (row) => [
      ...(row.sealed === null
        ? []
        : [
            {
              ...ownerOfSecret(row.name),
              payload: row.sealed,
              with: (sealed: typeof row.sealed) => ({ ...row, sealed }),
            },
          ]),
      ...row.former.map((one, index) => ({
        ...ownerOfSecret(row.name),
        payload: one.sealed,
        with: (sealed: typeof one.sealed) => ({
          ...row,
          former: row.former.with(index, { ...one, sealed }),
        }),
      })),
    ]),
    tablePlace(deps, "schedules", store.table(schedulesTable), (row) => [
      { ownerId: row.id, payload: row.payload, with: (payload) => ({ ...row, payload }) },
    ]),
    tablePlace(deps, "actions", store.table(actionsTable), (row) => [
      { ownerId: row.traceparent, payload: row.options, with: (options) => ({ ...row, options }) },
    ]),
    jobPlace(deps),
  ];
}
