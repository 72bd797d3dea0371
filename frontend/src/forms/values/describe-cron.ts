import cronstrue from "cronstrue";

/** A cron expression in words, or null for one that cannot be read. */
export function describeCron(expression: string): string | null {
  try {
    return cronstrue.toString(expression, { use24HourTimeFormat: true, verbose: false });
  } catch {
    return null;
  }
}
