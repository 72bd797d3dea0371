import type { Operation } from "@formwork/contracts/operations/operation";
import { problems } from "@formwork/contracts/problem";
import { problemsOf } from "./problem-responses.ts";

/** What the operations of each tag are for. */
export const tagTexts: Readonly<Record<Operation["tag"], string>> = {
  account: "Signing in and out, and the own password and sessions",
  users: "Who may sign in, and what each may do",
  "api-keys": "Secret texts by which programs call the API",
  templates: "Kinds of jobs: their forms, schemas and versions",
  jobs: "Submitting, finding, reading and controlling jobs",
  "dead-letters": "Failed jobs, in groups of the same error",
  actions: "One change of many jobs, in the background",
  views: "Saved filters of the job list",
  schedules: "Jobs that are submitted at certain times",
  queues: "Where jobs wait, and how many of them run at once",
  workers: "Processes that run jobs",
  secrets:
    "Values that templates name as `{{secret.NAME}}`: set and replaced by admins, filled in where a job runs, and never shown.",
  events: "What happens to jobs, templates, schedules, queues and workers, as it happens",
  settings: "What an admin changes while Formwork runs",
  audit: "Who did what, and what was refused: a log that only grows",
  work: "Claiming and settling jobs, for workers in any language",
  dev: "Trying Formwork out",
};

/** Describes what an operation needs and how it refuses, which its row tells. */
export function describeOperation(row: Operation): string {
  const own = row.problems.length === 0 ? problemsOf(row) : row.problems;
  const lines = own.map(
    (code) => `- ${problems[code].status} \`${code}\`: ${problems[code].title}`,
  );
  const needs = needsOf(row);
  return `${row.summary}.\n\n${needs}\n\nRefuses with, among others:\n\n${lines.join("\n")}`;
}

function needsOf({ forServices, scope }: Operation): string {
  if (forServices === true)
    return "Only services of this installation may call it, with a token that its secret signs.";
  return scope === "public" ? "Anybody may call it." : `Needs the permission \`${scope}\`.`;
}
