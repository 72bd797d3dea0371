import type { JobAction } from "@formwork/contracts/job-action";
import { countText } from "../../../lib/text/count-text.ts";

type Progress = Pick<JobAction, "action" | "state" | "total" | "done" | "failed" | "error">;

const doneWords: Readonly<Record<JobAction["action"], string>> = {
  ...{ repair: "queued again", retry: "queued again", dismiss: "dismissed" },
  ...{ cancel: "cancelled", delete: "deleted" },
};

/** Says how far an action has come or how it ended: "412 queued again, 3 refused". */
export function actionText(action: Progress): string {
  const { state, total, done, failed } = action;
  const sums = [
    `${done.toLocaleString("en")} ${doneWords[action.action]}`,
    ...(failed > 0 ? [`${failed.toLocaleString("en")} refused`] : []),
  ].join(", ");
  switch (state) {
    case "running":
      return total === null ? `${sums} so far` : `${sums} of ${countText(total, "job")}`;
    case "stopping":
      return `Stopping: ${sums}`;
    case "stopped":
      return `Stopped: ${sums}`;
    case "failed":
      return `${action.error ?? "Something went wrong"}: ${sums}`;
    case "done":
      return sums;
  }
}

const reasonWords: Readonly<Record<string, string>> = {
  "state-conflict": "are no dead letters any more, or are run again already",
  "job-not-found": "do not exist any more",
  forbidden: "are of a template that you may not run",
  changed: "left the group before their turn came",
  "template-archived": "are of a template that takes no new jobs",
  "version-not-found": "are of a template without this version",
  "invalid-payload": "do not fit the template",
};

/** Says why jobs were refused. */
export function reasonText(code: string): string {
  return reasonWords[code] ?? `were refused (${code})`;
}
