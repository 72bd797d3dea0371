import { isProblemError, type ProblemError } from "@formwork/contracts/client/problem-error";

/** Returns true for the error of a request that named something that does not exist. */
export function isNotFound(error: unknown): error is ProblemError {
  return isProblemError(error) && error.status === 404;
}
