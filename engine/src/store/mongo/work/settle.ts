import type { Settlement } from "../../job-store.ts";
import type { Step } from "../../step.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type ConcurrencySlots, releasedKey } from "../transition/concurrency-slots.ts";
import type { WriteFenced } from "../transition/fenced-writer.ts";
import { createResults } from "../transition/results.ts";
import type { Move } from "../transition/transition-writer.ts";

type SettleDeps = { connection: Connection; writeFenced: WriteFenced; slots: ConcurrencySlots };

/** Writes how attempts ended. */
export function createSettle({
  connection,
  writeFenced,
  slots,
}: SettleDeps): Pick<Store, "settleJobs"> {
  const results = createResults({ connection });
  return {
    async settleJobs({ settlements }) {
      const at = new Date(connection.time.now());
      const resultOf = await results.place(settlements);
      const left: (string | undefined)[] = [];
      const met = await writeFenced(settlements, (job, settlement) => {
        left.push(releasedKey(job));
        return { ...moveOf(at, settlement), extra: resultOf(settlement) };
      });
      await slots.wake(left);
      return met.map(({ id }) => id);
    },
  };
}

function moveOf(at: Date, settlement: Settlement): Pick<Move, "steps"> {
  const { cause, exitCode } = settlement;
  const step: Step<Date> = {
    c: cause,
    at,
    ...(exitCode === null ? {} : { exit: exitCode }),
    ...consequences(at, settlement),
  };
  return { steps: [step] };
}

function consequences(at: Date, settlement: Settlement): Partial<Step<Date>> {
  if (settlement.cause === "succeed" || settlement.cause === "release") return {};
  const error = JSON.stringify(settlement.error);
  return settlement.cause === "fail"
    ? { error, due: new Date(Math.round(at.getTime() + settlement.delayMs)) }
    : { error };
}
