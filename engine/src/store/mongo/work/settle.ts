import { errorHash, openGroup } from "../../errors/error-group.ts";
import type { Step } from "../../steps/step.ts";
import type { Store } from "../../store.ts";
import type { Settlement } from "../../verbs/work-store.ts";
import type { Connection } from "../connection/connection.ts";
import type { WriteFenced } from "../transition/fenced-writer.ts";
import { lanesFreedBy } from "../transition/owner-parking.ts";
import type { Parking } from "../transition/parking.ts";
import { createResults } from "../transition/results.ts";
import type { Move } from "../transition/transition-writer.ts";

type SettleDeps = { connection: Connection; writeFenced: WriteFenced; parking: Parking };

/** Ends attempts whose lease is held. */
export function createSettle({
  connection,
  writeFenced,
  parking,
}: SettleDeps): Pick<Store, "settleJobs"> {
  const results = createResults({ connection });
  return {
    async settleJobs({ settlements }) {
      const at = new Date(connection.time.now());
      const resultOf = await results.store(settlements);
      const freed: string[] = [];
      const written = await writeFenced(settlements, (job, settlement) => {
        freed.push(...lanesFreedBy(job));
        return { ...moveOf(at, job.fixed.template, settlement), extra: resultOf(settlement) };
      });
      await parking.unpark(freed);
      return written.map(({ id }) => id);
    },
  };
}

function moveOf(at: Date, template: string, settlement: Settlement): Pick<Move, "steps"> {
  const { cause, exitCode } = settlement;
  const step: Step<Date> = {
    c: cause,
    at,
    ...(exitCode === null ? {} : { exit: exitCode }),
    ...outcomeOf(at, template, settlement),
  };
  return { steps: [step] };
}

function outcomeOf(at: Date, template: string, settlement: Settlement): Partial<Step<Date>> {
  if (settlement.cause === "succeed" || settlement.cause === "release") return {};
  const error = JSON.stringify(settlement.error);
  return settlement.cause === "fail"
    ? { error, due: new Date(Math.round(at.getTime() + settlement.delayMs)) }
    : { error, group: openGroup(template, errorHash(settlement.error)) };
}
