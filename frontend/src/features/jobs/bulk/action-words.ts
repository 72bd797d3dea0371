import type {
  JobActionName,
  JobActionProgress,
  JobActionReason,
} from "@formwork/contracts/job-action";
import { isFinal } from "@formwork/contracts/states";
import { countText } from "../../../lib/text/count-text.ts";

type Words = {
  /** What a button says. */
  verb: string;
  /** What goes on. */
  doing: string;
  /** What was done. */
  done: string;
};

const words: Record<JobActionName, Words> = {
  cancel: { verb: "Cancel", doing: "Cancelling", done: "cancelled" },
  retry: { verb: "Retry", doing: "Retrying", done: "queued again" },
  dismiss: { verb: "Dismiss", doing: "Dismissing", done: "dismissed" },
  repair: { verb: "Repair", doing: "Repairing", done: "queued again" },
  delete: { verb: "Delete", doing: "Deleting", done: "deleted" },
};

/** Returns the label of the button that starts an action. */
export function verbOf(action: JobActionName): string {
  return words[action].verb;
}

/** Describes an action that goes on, or how it ended. */
export function progressText(action: JobActionProgress): string {
  const { doing } = words[action.action];
  const jobs = action.total === null ? "jobs" : countText(action.total, "job");
  switch (action.state) {
    case "running":
      return `${doing} ${jobs}`;
    case "stopping":
      return `Stopping: ${resultText(action)}`;
    case "stopped":
      return `Stopped: ${resultText(action)}`;
    case "failed":
      return `${doing} ${jobs} failed: ${action.error ?? "something went wrong"}`;
    case "done":
      return action.total === 0 ? "No job matched" : capitalised(resultText(action));
  }
}

/** Says in words what became of the jobs: "412 cancelled, 3 had already ended". */
function resultText({ action, done, reasons, total, failed, state }: JobActionProgress): string {
  const refused = new Map<string, number>();
  for (const reason of reasons) {
    const text = reasonText(action, reason);
    refused.set(text, reason.count + (refused.get(text) ?? 0));
  }
  const left = state === "stopped" && total !== null ? total - done - failed : 0;
  return [
    `${done.toLocaleString("en")} ${words[action].done}`,
    ...[...refused].map(([text, count]) => `${count.toLocaleString("en")} ${text}`),
    ...(left > 0 ? [`${left.toLocaleString("en")} left as they were`] : []),
  ].join(", ");
}

function reasonText(action: JobActionName, { code, state }: JobActionReason): string {
  if (code === "job-not-found") return "no longer existed";
  if (code === "forbidden") return "are of templates that you may not run";
  if (code === "changed") return "had changed before their turn";
  if (code !== "state-conflict" || state === null) return "could not be changed";
  if (action === "delete") return "had not ended";
  if (action === "dismiss") return state === "failed" ? "had been dismissed" : "had not failed";
  if (action === "cancel" && isFinal(state)) return "had already ended";
  if (state === "succeeded") return "had succeeded";
  return "were waiting or running";
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
