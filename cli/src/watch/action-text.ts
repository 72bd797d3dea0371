import type { JobActionProgress, JobActionReason } from "@formwork/contracts/job-action";
import { cleanLine } from "../terminal/clean.ts";
import { barText } from "./progress-line.ts";

/** Writes how far an action is as one clean line: `running ██████░░░░ 60% 240 of 400, 3 not`. */
export function actionText(progress: JobActionProgress | null): string {
  return progress === null ? "waiting" : cleanLine(textOf(progress));
}

function textOf({ state, total, done, failed }: JobActionProgress): string {
  const met = done + failed;
  const not = failed > 0 ? `, ${failed} not` : "";
  if (total === null) return `${state} ${done}${not}`;
  const percent = total === 0 ? 100 : Math.min((met / total) * 100, 100);
  return `${state} ${barText(percent)} ${done} of ${total}${not}`;
}

/** The word for what each action has done to a job. */
const deeds: Record<JobActionProgress["action"], string> = {
  ...{ cancel: "cancelled", retry: "queued again", dismiss: "dismissed" },
  ...{ delete: "deleted", repair: "repaired" },
};

/** Says how an action ended, with the reasons why jobs stayed as they were. */
export function actionEnding(progress: JobActionProgress): string[] {
  const { action, state, done, failed, reasons, error } = progress;
  const why = error === null ? "" : `: ${cleanLine(error)}`;
  const stays = failed > 0 ? `, ${failed} stay as they were:` : "";
  return [`${state}${why}: ${done} ${deeds[action] ?? "done"}${stays}`, ...reasons.map(reasonText)];
}

function reasonText({ code, state, count, sampleIds }: JobActionReason): string {
  const what = code === "state-conflict" && state !== null ? `they were ${state}` : code;
  return `  ${cleanLine(`${count}: ${what}, such as ${sampleIds.slice(0, 2).join(" ")}`)}`;
}
