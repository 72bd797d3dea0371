import type { Problem } from "../problem.ts";
import { foreignProblem, problemError } from "./problem-error.ts";

/** The value of a good reply; throws a `ProblemError` for any other. */
export async function readReply(response: Response, signal?: AbortSignal): Promise<unknown> {
  const text = await response.text().catch((cause: unknown) => {
    if (signal?.aborted) throw signal.reason;
    throw problemError(foreignProblem("unreachable", 0, `The answer broke off: ${said(cause)}`));
  });
  const value = text === "" ? undefined : parsed(text);
  if (response.ok && value !== unreadable) return value;
  throw problemError(
    isProblem(value)
      ? value
      : foreignProblem(
          "unexpected-reply",
          response.status,
          `${response.status} ${text.slice(0, 200)}`,
        ),
  );
}

const unreadable = Symbol("unreadable");
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return unreadable;
  }
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    "detail" in value &&
    "status" in value
  );
}

/**
 * What went wrong, in the words of the innermost cause: `fetch` itself only says that it failed.
 */
export function said(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause === undefined ? cause.message : said(cause.cause);
}
