import { type Rhythm, scheduleWords } from "./schedule-words.ts";
import { useCronWords } from "./use-cron-words.ts";

/** Shows in words when a schedule fires. */
export function ScheduleSentence({ schedule }: { schedule: Rhythm }) {
  return scheduleWords(schedule, useCronWords(schedule.cron ?? ""));
}
