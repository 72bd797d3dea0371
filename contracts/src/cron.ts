import { CronPattern } from "croner";

/** Cron expressions have five fields, or six with the second first. */
const mode = "5-or-6-parts";

/** True for a cron expression that schedules and the format `cron` accept. */
export function isCron(expression: string): boolean {
  try {
    new CronPattern(expression, "UTC", { mode });
    return true;
  } catch {
    return false;
  }
}
