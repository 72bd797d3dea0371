import type { Rhythm } from "./schedule-words.ts";
import { useScheduleWords } from "./use-schedule-words.ts";

/** Shows when a stored schedule fires: in words, or its expression where there are none for it. */
export function ScheduleSentence({ schedule }: { schedule: Rhythm }) {
  const { cron, timezone } = schedule;
  return useScheduleWords(schedule) ?? `${cron ?? schedule.every} ${timezone}`;
}
