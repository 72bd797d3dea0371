import { parseDuration } from "@formwork/contracts/duration";
import type { FieldError } from "@formwork/contracts/problem";
import { type ScheduleTiming, scheduleDefaults } from "@formwork/contracts/schedule";
import { parseTime } from "@formwork/contracts/time";
import { fail } from "../../errors.ts";
import { cronFault } from "./cron-rule.ts";
import { nextSlot, type Timing } from "./next-slot.ts";
import { zoneFault } from "./zone.ts";

/** No schedule fires more often. */
const minEveryMs = 1000;

type Rhythms = Pick<ScheduleTiming, "cron" | "every" | "at">;

/**
 * Reads when a schedule fires. Fails with `invalid-request` for what cannot be read and for what
 * does not fire within five years after `now`.
 */
export function readTiming(input: ScheduleTiming, now: number): Timing {
  const errors = [...rhythmFaults(input), ...boundFaults(input)];
  if (errors.length > 0) refuse(errors);
  const timing = timingOf(input, now);
  const never = neverFault(input, timing, now);
  return never === null ? timing : refuse([never]);
}

/** Reads a timing that was accepted before; `madeAt` is when. */
export function timingOf(input: ScheduleTiming, madeAt: number): Timing {
  const startsAt = timeOf(input.startsAt);
  return {
    rhythm: rhythmOf(input),
    // The first fire of an interval is at its start, or one interval after it was made.
    anchor: startsAt === null ? madeAt : startsAt - intervalOf(input),
    timezone: input.timezone ?? scheduleDefaults.timezone,
    startsAt,
    endsAt: timeOf(input.endsAt),
    blackoutDates: input.blackoutDates ?? [],
  };
}

function rhythmOf({ cron, every, at = "" }: Rhythms): Timing["rhythm"] {
  if (cron !== undefined) return { cron };
  return every === undefined ? { at: parseTime(at) ?? 0 } : { every: parseDuration(every) };
}

function intervalOf({ every }: Rhythms): number {
  return every === undefined ? 0 : parseDuration(every);
}

function timeOf(text: string | undefined): number | null {
  return text === undefined ? null : parseTime(text);
}

function rhythmFaults({ cron, every, at }: Rhythms): FieldError[] {
  const given = Object.entries({ cron, every, at }).filter(([, value]) => value !== undefined);
  const [, second] = given;
  if (given.length === 0)
    return [fault("/cron", "give a cron expression, or instead of it every or at", "required")];
  if (second !== undefined)
    return [fault(`/${second[0]}`, "give only one of cron, every and at", "not")];
  const wrong = cron === undefined ? null : cronFault(cron);
  if (wrong !== null) return [fault("/cron", wrong, "cron")];
  if (every !== undefined && parseDuration(every) < minEveryMs)
    return [fault("/every", "must be one second or longer", "minimum")];
  return [];
}

function boundFaults({ timezone, startsAt, endsAt }: ScheduleTiming): FieldError[] {
  const unknownZone = timezone === undefined ? null : zoneFault(timezone);
  if (unknownZone !== null) return [unknownZone];
  const [start, end] = [timeOf(startsAt), timeOf(endsAt)];
  if (start !== null && end !== null && start >= end)
    return [fault("/endsAt", "must be after startsAt", "minimum")];
  return [];
}

/** Returns which field keeps a timing from ever firing, or null where it fires. */
function neverFault(input: ScheduleTiming, timing: Timing, now: number): FieldError | null {
  if (nextSlot(timing, now) !== null) return null;
  const rhythm = { ...timing, endsAt: null, blackoutDates: [] };
  if (nextSlot(rhythm, now) === null)
    return input.at === undefined && nextSlot({ ...rhythm, startsAt: null }, now) !== null
      ? fault("/startsAt", "leaves no time for a fire before the year 10000", "never")
      : (tooLateFault(input, rhythm, now) ?? neverByRhythm(input));
  return nextSlot({ ...timing, endsAt: null }, now) === null
    ? fault("/blackoutDates", "leave no day on which it fires within five years", "never")
    : fault("/endsAt", "leaves no time for a fire", "never");
}

/** A preview may begin at any time; what is made begins now. */
function tooLateFault({ at }: Rhythms, timing: Timing, now: number): FieldError | null {
  const fires = nextSlot({ ...timing, startsAt: null }, Math.min(now, sometime)) !== null;
  return at === undefined && fires
    ? fault("/from", "leaves no time for a fire before the year 10000", "never")
    : null;
}
const sometime = Date.UTC(2000, 0, 1);

function neverByRhythm({ cron, every }: Rhythms): FieldError {
  if (cron !== undefined)
    return fault(
      "/cron",
      "never fires within five years; no such day of the month comes in that month",
      "never",
    );
  return every === undefined
    ? fault("/at", "must be later than now, after startsAt and within five years", "never")
    : fault("/every", "must be shorter than five years", "never");
}

function refuse(errors: FieldError[]): never {
  return fail("invalid-request", "The schedule cannot be read", errors);
}

function fault(pointer: string, message: string, keyword: string): FieldError {
  return { pointer, message, keyword };
}
