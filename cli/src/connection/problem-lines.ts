import type { ProblemError } from "@formwork/contracts/client/problem-error";
import type { Ending } from "../exit-codes.ts";
import { durationText } from "../terminal/time-text.ts";
import type { Server } from "./choose-server.ts";

/** An option of a command, and the field of the request that it sets. */
export type NamedField = { name: string; key: string };

/** Says what the server refused, each faulty field on a line, and what to do about it. */
export function problemLines(
  { problem, retryAt }: ProblemError,
  server: Pick<Server, "url" | "token" | "tokenFrom">,
  fields: readonly NamedField[] = [],
): string[] {
  const { title, detail, errors = [], traceId, status } = problem;
  const trace = status >= 500 && traceId !== "" ? [`trace id: ${traceId}`] : [];
  return [
    detail === "" || detail === title ? title : `${title}: ${detail}`,
    ...errors.map(({ pointer, message }) => `  ${`${placeOf(pointer, fields)} ${message}`.trim()}`),
    ...trace,
    ...(status === 429 ? [waitAdvice(retryAt)] : adviceFor(problem.code, server)),
  ];
}

/** What to do about a refusal, by its code. */
const advices: Record<string, string> = {
  forbidden: "Your role does not allow it: formwork whoami shows it",
  "job-not-found": "formwork jobs list shows jobs and their ids",
  "template-not-found": "formwork templates list shows what there is",
  "version-not-found": "formwork templates versions NAME shows the versions",
  "schedule-not-found": "formwork schedules list shows schedules and their ids",
  "user-not-found": "formwork users list shows users and their ids",
  "key-not-found": "formwork keys list shows keys and their ids",
  "worker-not-found": "formwork workers list shows workers and their ids",
  "action-not-found": "formwork actions list shows actions and their ids",
};

function waitAdvice(retryAt: number | null): string {
  if (retryAt === null) return "Try again in a while";
  const seconds = Math.max(1, Math.ceil((retryAt - Date.now()) / 1000));
  return `Try again in ${durationText(seconds * 1000)}`;
}

/** Names a field by its option where it has one, and by its pointer where it lies deeper. */
function placeOf(pointer: string, fields: readonly NamedField[]): string {
  const key = /^\/(?:query\/|headers\/)?([\w-]+)$/.exec(pointer)?.[1];
  const field = fields.find((one) => one.key === key);
  return field === undefined ? pointer : `--${field.name}`;
}

/** Returns how a command ends that the server did not carry out. */
export function endingOf({ status }: ProblemError): Ending {
  return status >= 400 && status < 500 ? "refused" : "unreachable";
}

function adviceFor(
  code: string,
  { url, token, tokenFrom }: Pick<Server, "url" | "token" | "tokenFrom">,
): string[] {
  if (code === "not-signed-in") {
    if (token === undefined) return [`Run: formwork login ${url}`];
    return tokenFrom === "FORMWORK_TOKEN"
      ? [`FORMWORK_TOKEN is not, or no longer, a token of ${url}. Set another one`]
      : [`The token of the ${tokenFrom} is not valid any more. Run: formwork login ${url}`];
  }
  if (code === "unreachable")
    return [
      `Does Formwork run at ${url}? Name another address with --url or FORMWORK_URL, or run: formwork login URL`,
    ];
  if (code === "unexpected-reply") return [`Is ${url} the address of Formwork?`];
  const advice = advices[code];
  return advice === undefined ? [] : [advice];
}
