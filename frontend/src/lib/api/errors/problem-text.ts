import { isProblemError } from "@formwork/contracts/client/problem-error";
import { secondsLeft, waitText } from "./seconds-left.ts";

/** The texts of an error; `traceId` is empty where the server gave none. */
export type ProblemText = { title: string; detail: string; traceId: string };

/**
 * Returns the texts to show about an error: those of the server's problem details where it sent some,
 * and when to try again.
 */
export function problemText(error: unknown, now = Date.now()): ProblemText {
  if (isProblemError(error)) {
    const { title, detail, traceId } = error.problem;
    const seconds = secondsLeft(error, now);
    const wait = seconds === 0 ? "" : waitText(seconds);
    return { title, detail: [detail, wait].filter(Boolean).join(". "), traceId };
  }
  return {
    title: "Something went wrong",
    detail: error instanceof Error ? error.message : String(error),
    traceId: "",
  };
}

/** Returns the texts of an error without when to try again, which a button beside them counts down. */
export function refusalText(error: unknown): ProblemText {
  return problemText(error, Number.POSITIVE_INFINITY);
}

/** Returns the messages about fields of the request body by the field's name: `/email` is `email`. */
export function messagesByField(error: unknown): Record<string, string> {
  if (!isProblemError(error)) return {};
  return Object.fromEntries(
    (error.problem.errors ?? []).map(({ pointer, message }) => [
      pointer.replace(/^\//, ""),
      message,
    ]),
  );
}
