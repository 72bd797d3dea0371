import { isProblemError } from "@formwork/contracts/client/problem-error";

/** The texts of an error; `traceId` is empty where the server gave none. */
export type ProblemText = { title: string; detail: string; traceId: string };

/**
 * Returns the texts to show about an error: those of the server's problem details where it sent some.
 */
export function problemText(error: unknown): ProblemText {
  if (isProblemError(error))
    return {
      title: error.problem.title,
      detail: error.problem.detail,
      traceId: error.problem.traceId,
    };
  return {
    title: "Something went wrong",
    detail: error instanceof Error ? error.message : String(error),
    traceId: "",
  };
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
