import { isCron } from "@formwork/contracts/cron";
import cronstrue from "cronstrue";

/** Describes a cron expression in words; null for one that is refused, though it may have words. */
export function describeCron(expression: string): string | null {
  if (!isCron(expression)) return null;
  try {
    return cronstrue.toString(expression, { use24HourTimeFormat: true, verbose: false });
  } catch {
    return null;
  }
}
