import type { FieldError } from "@formwork/contracts/problem";
import {
  type ChangeSchedule,
  type CreateSchedule,
  type Schedule,
  type ScheduleTiming,
  scheduleDefaults,
} from "@formwork/contracts/schedule";

/**
 * The fields of a schedule beside its payload, as the editor holds them: texts as typed. An empty
 * text leaves the choice to the template, or sets no bound.
 */
export type ScheduleDraft = {
  name: string;
  version: number | null;
  rhythm: "cron" | "every" | "at";
  cron: string;
  every: string;
  at: string | undefined;
  timezone: string;
  startsAt: string | undefined;
  endsAt: string | undefined;
  blackoutDates: string[];
  jitter: string;
  misfire: Schedule["misfire"];
  misfireWindow: string;
  misfireLimit: string;
  overlap: Schedule["overlap"];
  maxFailures: string;
  priority: number | null;
  queue: string;
  tags: string[];
};

/** Returns the draft of a new schedule: every day at seven, in the zone of the browser. */
export function newDraft(timezone: string): ScheduleDraft {
  return {
    ...{ name: "", version: null, rhythm: "cron", cron: "0 7 * * *", every: "1h", at: undefined },
    ...{ timezone, startsAt: undefined, endsAt: undefined, blackoutDates: [], jitter: "" },
    ...{ misfire: scheduleDefaults.misfire, misfireWindow: scheduleDefaults.misfireWindow },
    ...{ misfireLimit: String(scheduleDefaults.misfireLimit), overlap: scheduleDefaults.overlap },
    ...{ maxFailures: "", priority: null, queue: "", tags: [] },
  };
}

/** Returns the draft of a stored schedule. */
export function draftOf(schedule: Schedule): ScheduleDraft {
  const { cron, every, at, jitter, maxFailures } = schedule;
  return {
    ...newDraft(schedule.timezone),
    ...{ name: schedule.name, version: schedule.version, rhythm: rhythmOf(schedule) },
    ...(cron === null ? {} : { cron }),
    ...(every === null ? {} : { every }),
    ...{ at: at ?? undefined, startsAt: schedule.startsAt ?? undefined },
    ...{ endsAt: schedule.endsAt ?? undefined, blackoutDates: schedule.blackoutDates },
    ...{ jitter: jitter ?? "", misfire: schedule.misfire, misfireWindow: schedule.misfireWindow },
    ...{ misfireLimit: String(schedule.misfireLimit), overlap: schedule.overlap },
    ...{ maxFailures: maxFailures === null ? "" : String(maxFailures) },
    ...{ priority: schedule.priority, queue: schedule.queue ?? "", tags: schedule.tags },
  };
}

function rhythmOf({ cron, every }: Schedule): ScheduleDraft["rhythm"] {
  if (cron !== null) return "cron";
  return every === null ? "at" : "every";
}

/** Returns when a draft fires, as the API takes it. */
export function timingOf(draft: ScheduleDraft): ScheduleTiming {
  const { startsAt, endsAt, blackoutDates, timezone } = draft;
  return {
    ...rhythmIn(draft),
    timezone,
    ...(startsAt === undefined ? {} : { startsAt: utc(startsAt) }),
    ...(endsAt === undefined ? {} : { endsAt: utc(endsAt) }),
    ...(blackoutDates.length === 0 ? {} : { blackoutDates }),
  };
}

function rhythmIn({
  rhythm,
  cron,
  every,
  at,
}: ScheduleDraft): Pick<ScheduleTiming, "cron" | "every" | "at"> {
  if (rhythm === "cron") return { cron: cron.trim() };
  if (rhythm === "every") return { every: every.trim() };
  return at === undefined ? {} : { at: utc(at) };
}

/** Times are sent in UTC, as the API answers them, so that they can be compared. */
function utc(instant: string): string {
  return new Date(instant).toISOString();
}

/** Returns the body of the request that makes a schedule; what is not set is left out. */
export function createBody(
  draft: ScheduleDraft,
  { template, payload }: Pick<CreateSchedule, "template" | "payload">,
): CreateSchedule {
  const { name, version, jitter, misfire, overlap, maxFailures, priority, queue, tags } = draft;
  return {
    template,
    payload,
    ...timingOf(draft),
    ...{ misfire, overlap },
    ...(misfire === "fireAll" ? misfireBounds(draft) : {}),
    ...(name.trim() === "" ? {} : { name: name.trim() }),
    ...(version === null ? {} : { version }),
    ...(jitter === "" ? {} : { jitter }),
    ...(maxFailures === "" ? {} : { maxFailures: Number(maxFailures) }),
    ...(priority === null ? {} : { priority }),
    ...(queue === "" ? {} : { queue }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

function misfireBounds({ misfireWindow, misfireLimit }: ScheduleDraft) {
  return { misfireWindow, misfireLimit: Number(misfireLimit) };
}

/** Returns the body of the request that changes a schedule: what differs from `before`, and no more. */
export function changeBody(before: ScheduleDraft, draft: ScheduleDraft): ChangeSchedule {
  const old = new Map(Object.entries(wholeBody(before)));
  const changed = Object.entries(wholeBody(draft)).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(old.get(key)),
  );
  return Object.fromEntries(changed);
}

function wholeBody(draft: ScheduleDraft): ChangeSchedule {
  const { name, version, jitter, misfire, overlap, maxFailures, priority, tags } = draft;
  return {
    ...{ startsAt: null, endsAt: null, ...timingOf(draft), blackoutDates: draft.blackoutDates },
    ...{ version, misfire, ...misfireBounds(draft), overlap, priority, tags },
    ...(name.trim() === "" ? {} : { name: name.trim() }),
    jitter: jitter === "" ? null : jitter,
    maxFailures: maxFailures === "" ? null : Number(maxFailures),
    queue: draft.queue === "" ? null : draft.queue,
  };
}

const required = "is required";

/** Returns what keeps a draft from being sent at all; the server checks everything else. */
export function draftErrors(draft: ScheduleDraft): FieldError[] {
  const { rhythm, at, maxFailures, misfireLimit, misfire } = draft;
  const isEmpty = rhythm === "at" ? at === undefined : draft[rhythm].trim() === "";
  const checks: [isWrong: boolean, pointer: string, message: string][] = [
    [isEmpty, `/${rhythm}`, required],
    [!isCount(maxFailures, true), "/maxFailures", "must be a whole number from 1 to 1000"],
    [
      misfire === "fireAll" && !isCount(misfireLimit, false),
      "/misfireLimit",
      "must be a whole number from 1 to 1000",
    ],
  ];
  return checks.flatMap(([isWrong, pointer, message]) =>
    isWrong ? [{ pointer, message, keyword: "option" }] : [],
  );
}

function isCount(text: string, mayBeEmpty: boolean): boolean {
  if (text === "") return mayBeEmpty;
  return /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1000;
}

/** Returns the message about one field of a draft. */
export function faultOf(faults: readonly FieldError[], name: string): string | undefined {
  return faults.find(({ pointer }) => pointer === `/${name}` || pointer.startsWith(`/${name}/`))
    ?.message;
}
