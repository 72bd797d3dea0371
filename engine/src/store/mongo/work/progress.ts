import { coalesce } from "../../../runtime/coalesce.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import type { WriteFenced } from "../transition/fenced-writer.ts";

type Report = Parameters<Store["reportProgress"]>[0]["reports"][number];
/** What a job reported under one lease. */
type Reports = { id: string; token: string; all: Report[] };

/** Calls that may share a write. */
const maxBatch = 256;

/**
 * Writes how far running jobs say they are. Calls made while a write is under way go into the next
 * one together, each report in its turn.
 */
export function createProgress(deps: {
  connection: Connection;
  writeFenced: WriteFenced;
}): Pick<Store, "reportProgress"> {
  const { connection, writeFenced } = deps;

  async function write(calls: Report[][]): Promise<string[][]> {
    const at = new Date(connection.time.now());
    const met = await writeFenced(byLease(calls.flat()), (_job, { all }) => ({
      steps: all.map(({ progress }) => ({ c: "progress", at, progress: JSON.stringify(progress) })),
    }));
    const written = new Set(met.flatMap(({ all }) => all));
    return calls.map((call) => call.filter((report) => written.has(report)).map(({ id }) => id));
  }

  const writeTogether = coalesce({ maxBatch, work: write });
  return { reportProgress: ({ reports }) => writeTogether(reports) };
}

function byLease(reports: Report[]): Reports[] {
  const groups = Map.groupBy(reports, ({ id, token }) => `${id} ${token}`);
  return [...groups.values()].flatMap((all) =>
    all[0] === undefined ? [] : [{ id: all[0].id, token: all[0].token, all }],
  );
}
