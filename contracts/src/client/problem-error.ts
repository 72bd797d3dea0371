import type { Problem } from "../problem.ts";

/**
 * The error of a call that the server refused, or that did not reach it (`code` "unreachable",
 * `status` 0).
 */
export type ProblemError = Error & {
  name: "ProblemError";
  problem: Problem;
  status: number;
  /**
   * When the same call may be tried again, in milliseconds since 1970 by this machine's clock: of a
   * call above a limit, or during an outage. Null where the server did not say.
   */
  retryAt: number | null;
};

/** Makes the error of a problem. */
export function problemError(problem: Problem, retryAt: number | null = null): ProblemError {
  return Object.assign(new Error(problem.detail), {
    name: "ProblemError" as const,
    problem,
    status: problem.status,
    retryAt,
  });
}

/** Returns true for an error that the client made. */
export function isProblemError(error: unknown): error is ProblemError {
  return error instanceof Error && error.name === "ProblemError" && "problem" in error;
}

/** Returns true for a call that was wrong (4xx): the same call would be refused again. */
export function isRefusal(error: unknown): error is ProblemError {
  return isProblemError(error) && error.status >= 400 && error.status < 500;
}

/**
 * Makes the problem of a request without a reply, or with one that Formwork did not write, such as
 * a proxy's page or a truncated body.
 */
export function transportProblem(
  code: "unreachable" | "unexpected-reply",
  status: number,
  detail: string,
): Problem {
  const title =
    code === "unreachable" ? "The server cannot be reached" : "The server's answer cannot be read";
  // A proxy answers with these for a server that it cannot reach, or that is busy.
  const retryable = [0, 408, 429, 500, 502, 503, 504].includes(status);
  return { type: "about:blank", title, status, detail, code, retryable, traceId: "" };
}
