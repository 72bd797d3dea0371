export type Failure = { message?: string } & (
  | { mode: "never" | "always" }
  | { mode: "first"; attempts: number }
  | { mode: "random"; probability: number }
);

/** Returns true where this attempt fails. `random` is at least 0 and less than 1. */
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
