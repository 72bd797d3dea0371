import { countText } from "../../../lib/text/count-text.ts";
import { verbOf } from "./action-words.ts";
import type { ListAction } from "./movable-jobs.ts";

/** What is asked before an action. */
export type Confirmation = { title: string; text: string; button: string };

const consequences: Record<ListAction, string> = {
  cancel: "Those that run are stopped. This cannot be taken back.",
  retry: "They run again, with all their attempts.",
  dismiss: "They leave the dead letters and stay failed.",
  delete: "Their history, logs and results go with them. This cannot be taken back.",
};

/**
 * Returns what to ask before an action: about what cannot be undone, and about jobs that are not on
 * the screen; null where nothing is asked. `count` is null where it is not known.
 */
export function confirmationOf(
  action: ListAction,
  { count, isAll }: { count: number | null; isAll: boolean },
): Confirmation | null {
  if (!isAll && action !== "delete" && action !== "cancel") return null;
  const button = `${verbOf(action)} ${count === null ? "all that match" : countText(count, "job")}`;
  const scope = isAll ? "These are all that match, also those further down the list. " : "";
  return { title: `${button}?`, text: scope + consequences[action], button };
}
