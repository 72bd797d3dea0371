import { isProblemError } from "@formwork/contracts/client/problem-error";

export type ProblemText = { title: string; detail: string; traceId: string };

/** What to tell a person about an error: the server's own words where it has some. */
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

/** The message of a fault at each field of a request body, by field name: `/email` → email. */
export function messagesByField(error: unknown): Record<string, string> {
  if (!isProblemError(error)) return {};
  return Object.fromEntries(
    (error.problem.errors ?? []).map(({ pointer, message }) => [
      pointer.replace(/^\//, ""),
      message,
    ]),
  );
}
