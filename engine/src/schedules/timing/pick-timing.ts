import type { ScheduleTiming } from "@formwork/contracts/schedule";

/** Picks from an input the fields that say when a schedule fires. */
export function pickTiming(input: ScheduleTiming): ScheduleTiming {
  const { cron, every, at, timezone, startsAt, endsAt, blackoutDates } = input;
  const given = Object.entries({ cron, every, at, timezone, startsAt, endsAt, blackoutDates });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
