import { type Rhythm, scheduleWords } from "./schedule-words.ts";
import { useCronWords } from "./use-cron-words.ts";

/** Returns when a schedule fires in words, or null for what has none. */
export function useScheduleWords(rhythm: Rhythm): string | null {
  return scheduleWords(rhythm, useCronWords(rhythm.cron ?? ""));
}
