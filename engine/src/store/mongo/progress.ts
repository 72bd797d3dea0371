import type { Store } from "../store.ts";
import type { Connection } from "./connection.ts";
import type { UnderLease } from "./under-lease.ts";

type Report = Parameters<Store["reportProgress"]>[0]["reports"][number];
/** What a job reported within one call. */
type Reports = { id: string; token: string; all: Report[] };

/** Writes how far running jobs say they are. */
export function createProgress(deps: { connection: Connection; underLease: UnderLease }): Pick<Store, "reportProgress"> {
  const { connection, underLease } = deps;
  return {
    async reportProgress({ reports }) {
      const at = new Date(connection.time.now());
      const met = await underLease(byLease(reports), (_job, { all }) => ({
        steps: all.map(({ progress }) => ({ c: "progress", at, progress: JSON.stringify(progress) })),
      }));
      return met.flatMap(({ all }) => all.map(({ id }) => id));
    },
  };
}

function byLease(reports: Report[]): Reports[] {
  const groups = Map.groupBy(reports, ({ id, token }) => `${id} ${token}`);
  return [...groups.values()].flatMap((all) => (all[0] === undefined ? [] : [{ id: all[0].id, token: all[0].token, all }]));
}
