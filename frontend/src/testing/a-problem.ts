import { problemError } from "@formwork/contracts/client/problem-error";
import type { Problem } from "@formwork/contracts/problem";

/** Builds the error that the API client throws for a reply with problem details. */
export function aProblem(status: number, given: Partial<Problem> = {}): Error {
  return problemError({
    type: "about:blank",
    title: "It did not work",
    status,
    detail: "The server says why",
    code: "a-problem",
    retryable: false,
    traceId: "t1",
    ...given,
  });
}
