import type { Problem } from "../problem.ts";

/**
 * What a call throws when the server refuses, or cannot be reached (`code` "unreachable", `status`
 * 0).
 */
export type ProblemError = Error & { name: "ProblemError"; problem: Problem; status: number };

/** Wraps problem details into an error that can be thrown. */
export function problemError(problem: Problem): ProblemError {
  return Object.assign(new Error(problem.detail), {
    name: "ProblemError" as const,
    problem,
    status: problem.status,
  });
}

/** True for an error thrown by the client about a reply, or the lack of one. */
export function isProblemError(error: unknown): error is ProblemError {
  return error instanceof Error && error.name === "ProblemError" && "problem" in error;
}

/**
 * The problem of a request that got no reply, or one that is not ours: a proxy's page, a half
 * answer.
 */
export function foreignProblem(
  code: "unreachable" | "unexpected-reply",
  status: number,
  detail: string,
): Problem {
  const title =
    code === "unreachable" ? "The server cannot be reached" : "The server's answer cannot be read";
  return { type: "about:blank", title, status, detail, code, traceId: "" };
}
