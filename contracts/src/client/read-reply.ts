import type { Problem } from "../problem.ts";
import { problemError, transportProblem } from "./problem-error.ts";
import { retryAtOf } from "./retry-at.ts";

/** Returns the value of a successful reply. Throws a `ProblemError` for any other. */
export async function readReply(response: Response, signal?: AbortSignal): Promise<unknown> {
  const text = await response.text().catch((cause: unknown) => {
    if (signal?.aborted) throw signal.reason;
    throw problemError(
      transportProblem("unreachable", 0, `The answer broke off: ${rootMessage(cause)}`),
    );
  });
  const value = text === "" ? undefined : parseJson(text);
  if (response.ok && value !== unreadable) return value;
  throw problemError(
    isProblem(value)
      ? value
      : transportProblem(
          "unexpected-reply",
          response.status,
          `${response.status} ${text.slice(0, 200)}`,
        ),
    retryAtOf(response.headers, Date.now()),
  );
}

const unreadable = Symbol("unreadable");
function parseJson(text: string): unknown {
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

/** Returns the message of the innermost cause; that of `fetch` itself is always the same. */
export function rootMessage(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause === undefined ? cause.message : rootMessage(cause.cause);
}
