import cronstrue from "cronstrue";

/** Describes a cron expression in words; null for one that is not valid. */
export function describeCron(expression: string): string | null {
  try {
    return cronstrue.toString(expression, { use24HourTimeFormat: true, verbose: false });
  } catch {
    return null;
  }
}
