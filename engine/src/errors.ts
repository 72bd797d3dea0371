import type { Limit } from "@formwork/contracts/limits";
import { type FieldError, type ProblemCode, problems } from "@formwork/contracts/problem";
import type { Quota } from "./runtime/quota.ts";

/**
 * A refusal with a known code, the one class of Formwork. `contracts/src/problem.ts` has the title
 * and the HTTP status of each code.
 */
export class DomainError extends Error {
  readonly code: ProblemCode;
  readonly errors: FieldError[] | undefined;
  /** What the caller may do of what is limited, for `too-many-requests`. */
  readonly quota?: Quota;
  constructor(code: ProblemCode, detail: string, errors?: FieldError[]) {
    super(detail);
    this.name = "DomainError";
    this.code = code;
    this.errors = errors;
  }
}

/**
 * Returns an `unavailable` error about the database or the broker. Clients see `detail`. Only the
 * log sees `cause`, which may hold addresses and messages of a driver.
 */
export function outage(detail: string, cause: unknown): DomainError {
  return Object.assign(new DomainError("unavailable", detail), { cause });
}

/** Throws the refusal of a call that is above a limit by the minute. */
export function tooMany(quota: Quota): never {
  const { limit, perMinute } = quota;
  const words = limitWords[limit][perMinute === 1 ? 0 : 1];
  const detail = `At most ${perMinute.toLocaleString("en")} ${words} in a minute`;
  throw Object.assign(new DomainError("too-many-requests", detail), { quota });
}

/** What is limited, of one and of several. */
const limitWords: Record<Limit, readonly [one: string, several: string]> = {
  requests: ["request is allowed", "requests are allowed"],
  submits: ["job may be submitted", "jobs may be submitted"],
  subscriptions: ["stream may be opened", "streams may be opened"],
  signIns: ["failed sign-in is allowed", "failed sign-ins are allowed"],
};

/**
 * Throws a refusal. `detail` describes this case, by default with the title of the code; `errors`
 * name the faulty fields.
 */
export function fail(
  code: ProblemCode,
  detail: string = problems[code].title,
  errors?: FieldError[],
): never {
  throw new DomainError(code, detail, errors);
}

/** Returns true for a refusal that a repetition would meet again, as it would not meet an outage. */
export function isRefusal(error: unknown): error is DomainError {
  return error instanceof DomainError && error.code !== "unavailable";
}
