import { coalesce } from "../../../runtime/flow/coalesce.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import type { WriteFenced } from "../transition/fenced-writer.ts";

type Report = Parameters<Store["reportProgress"]>[0]["reports"][number];
/** The reports of one job under one lease, in order. */
type Reports = { id: string; token: string; all: Report[] };

/** Calls that may share a write. */
const maxBatch = 256;

/**
 * Writes progress reports. Calls made during a write share the next one; each report is a step of
 * its own.
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
