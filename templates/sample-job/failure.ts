export type Failure = { message?: string } & (
  | { mode: "never" | "always" }
  | { mode: "first"; attempts: number }
  | { mode: "random"; probability: number }
);

/** Whether this attempt fails; `random` is a number from 0 up to but not including 1. */
export function fails(failure: Failure, attempt: number, random: number): boolean {
  switch (failure.mode) {
    case "never":
      return false;
    case "always":
      return true;
    case "first":
      return attempt <= failure.attempts;
    case "random":
      return random < failure.probability;
  }
}
