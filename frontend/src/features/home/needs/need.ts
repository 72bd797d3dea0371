import type { ErrorGroup } from "@formwork/contracts/dead-letter";
import type { Schedule } from "@formwork/contracts/schedule";
import type { Worker } from "@formwork/contracts/worker";
import { paths } from "../../../lib/paths.ts";
import { countText } from "../../../lib/text/count-text.ts";

/** Something that a person has to look after. */
export type Need = {
  key: string;
  kind: "worker" | "stopped" | "dead-letters" | "missed";
  /** What it is about. The texts of errors have marks in them. */
  title: string;
  detail: string;
  /** When it was last noticed; null where that is not known. */
  at: string | null;
  /** The address of the page where it can be looked after. */
  to: string;
};

export type NeedSources = {
  /** Ids of the workers that fell silent, and what is known of them. */
  missing: readonly string[];
  workers: readonly Pick<Worker, "id" | "host" | "runningCount" | "heartbeatAt">[];
  /** Schedules that Formwork paused. */
  stopped: readonly Pick<Schedule, "id" | "name" | "pausedReason" | "updatedAt">[];
  /** Schedules that missed slots since the last visit. */
  missed: readonly Pick<Schedule, "id" | "name" | "lastMissedAt">[];
  groups: readonly Pick<ErrorGroup, "key" | "template" | "message" | "count" | "lastAt">[];
  /** When the last visit ended. */
  since: string;
  titleOf: (template: string) => string;
};

/** Lists what needs a person, what stops most first: workers, schedules, then jobs that failed. */
export function needsOf(sources: NeedSources): Need[] {
  const { missing, workers, stopped, missed, groups, since, titleOf } = sources;
  const known = new Map(workers.map((worker) => [worker.id, worker]));
  return [
    ...missing.map((id) => needOfWorker(id, known.get(id))),
    ...stopped.map(
      ({ id, name, pausedReason, updatedAt }): Need => ({
        ...{ key: `stopped ${id}`, kind: "stopped", title: `${name} has stopped` },
        ...{ detail: pausedReason ?? "Formwork paused it", at: updatedAt, to: paths.schedule(id) },
      }),
    ),
    ...groups
      .filter(({ lastAt }) => Date.parse(lastAt) >= Date.parse(since))
      .map(
        ({ key, template, message, count, lastAt }): Need => ({
          ...{ key: `group ${key}`, kind: "dead-letters", title: message || "No message" },
          detail: `${countText(count, "failed job")} of ${titleOf(template)}`,
          ...{ at: lastAt, to: paths.deadLetterGroup(key) },
        }),
      ),
    ...missed.map(
      ({ id, name, lastMissedAt }): Need => ({
        ...{ key: `missed ${id}`, kind: "missed", title: `${name} missed runs` },
        detail: "No scheduler was running when they were due",
        ...{ at: lastMissedAt, to: paths.schedule(id) },
      }),
    ),
  ];
}

function needOfWorker(id: string, worker: NeedSources["workers"][number] | undefined): Need {
  return {
    ...{
      key: `worker ${id}`,
      kind: "worker",
      title: `A worker on ${worker?.host ?? id} is silent`,
    },
    ...{ detail: heldText(worker), at: worker?.heartbeatAt ?? null, to: paths.workers(id) },
  };
}

function heldText(worker: { runningCount: number } | undefined): string {
  if (worker === undefined) return "Its heartbeats stopped";
  return worker.runningCount === 0
    ? "It held no job"
    : `It held ${countText(worker.runningCount, "job")}`;
}
