import type { FieldError } from "@formwork/contracts/job";
import { type ProblemCode, problems } from "@formwork/contracts/problem";

/**
 * A refusal with a known code: the one class of Formwork. Its HTTP status is found by the code, in
 * `contracts/problem.ts`.
 */
export class DomainError extends Error {
  readonly code: ProblemCode;
  readonly errors: FieldError[] | undefined;
  constructor(code: ProblemCode, detail: string, errors?: FieldError[]) {
    super(detail);
    this.name = "DomainError";
    this.code = code;
    this.errors = errors;
  }
}

/**
 * An `unavailable` of what Formwork stands on. `detail` reaches clients; `cause`, which may hold
 * addresses and the words of a driver, is for the log.
 */
export function outage(detail: string, cause: unknown): DomainError {
  return Object.assign(new DomainError("unavailable", detail), { cause });
}

/**
 * Refuses: throws the problem `code`. `detail` tells this case in words; `errors` name the faulty
 * fields.
 */
export function fail(
  code: ProblemCode,
  detail: string = problems[code].title,
  errors?: FieldError[],
): never {
  throw new DomainError(code, detail, errors);
}
