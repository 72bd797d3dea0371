import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "./store.ts";
import type { Table } from "./table.ts";

type Verb = (...params: never[]) => unknown;

/** What is no call of the database, or one that takes as long as a start. */
const unmeasured = new Set<string>(["open", "close", "table", "now", "writeFault"]);

/**
 * Returns the store with each call timed and counted by its verb; calls of tables count by the verb
 * alone (`table.get`), however many tables there are.
 */
export function measureStore(store: Store, telemetry: Telemetry): Store {
  const verbs = measured(store, "", telemetry);
  const insertJobs: Store["insertJobs"] = async (params) => {
    const inserted = await verbs.insertJobs(params);
    const stored = inserted.filter(({ outcome }) => outcome === "stored").length;
    telemetry.countMany("jobs_submitted_total", stored);
    return inserted;
  };
  return {
    ...verbs,
    insertJobs,
    table<Row extends object>(declaration: Parameters<typeof store.table<Row>>[0]): Table<Row> {
      return measured(store.table(declaration), "table.", telemetry);
    },
  };
}

/** Copies an object of functions, each of which is timed. */
function measured<Verbs extends object>(
  verbs: Verbs,
  prefix: string,
  { observe }: Pick<Telemetry, "observe">,
): Verbs {
  const timed =
    (call: string, verb: Verb) =>
    async (...params: never[]) => {
      const start = performance.now();
      let outcome: "done" | "failed" = "failed";
      try {
        const value = await verb(...params);
        outcome = "done";
        return value;
      } finally {
        observe("store_call_seconds", (performance.now() - start) / 1000, { call, outcome });
      }
    };
  const copies = Object.entries(verbs).map(([name, verb]) => [
    name,
    unmeasured.has(name) || typeof verb !== "function" ? verb : timed(prefix + name, verb as Verb),
  ]);
  return Object.fromEntries(copies) as Verbs; // The same functions, by the same names.
}
