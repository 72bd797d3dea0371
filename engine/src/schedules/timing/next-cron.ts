import type { CronRule } from "./cron-rule.ts";
import { type Dst, instantOf, localOf, stepAfter } from "./zone.ts";

/** Longer than the time between a local time and its repetition after a clock change. */
const nearMs = 2 * 86_400_000;

type Fire = { at: number; dst: Dst };

/**
 * Returns the first fire of a cron expression after an instant. A fixed time in a gap fires at its
 * end and one in an overlap the first time; a rule for any hour fires whenever the clock reads so.
 */
export function nextCron(rule: CronRule, zone: string, after: number): Fire | null {
  const known = lastAnswers.get(rule);
  if (known?.zone === zone && known.after === after) return known.fire;
  const find = rule.followsRealTime ? nextInRealTime : nextFixed;
  const fire = find(rule, zone, after);
  lastAnswers.set(rule, { zone, after, fire });
  return fire;
}

/** The last answer of each rule: many schedules with one rule are due at the same time. */
const lastAnswers = new WeakMap<CronRule, { zone: string; after: number; fire: Fire | null }>();

function nextFixed(rule: CronRule, zone: string, after: number): Fire | null {
  let local = rule.nextLocal(localOf(zone, after));
  while (local !== null) {
    const fire = instantOf(zone, local);
    // In an overlap the clock reads again what has fired; times of one gap fire together.
    if (fire.at > after) return fire;
    local = rule.nextLocal(local);
  }
  return null;
}

function nextInRealTime(rule: CronRule, zone: string, after: number): Fire | null {
  let from = after;
  let clock = localOf(zone, from);
  let offset = clock - from;
  for (;;) {
    const local = rule.nextLocal(clock);
    if (local === null) return null;
    const far = local - clock > nearMs ? instantOf(zone, local) : null;
    if (far !== null && far.dst !== "gap") return far;
    const step = far?.at ?? stepAfter(zone, from, nearMs);
    if (step === null || (far === null && local - offset < step))
      return { at: local - offset, dst: dstOf(zone, local) };
    // From the clock change on, the clock reads on from another time.
    from = step;
    offset = localOf(zone, step) - step;
    clock = step + offset - 1;
  }
}

function dstOf(zone: string, local: number): Dst {
  return instantOf(zone, local).dst === "overlap" ? "overlap" : null;
}
