import { Temporal } from "../../../lib/time/temporal.ts";
import { instantText, toInstant, toWallClock } from "./zoned-time.ts";

/** What a person has to know about a time in the night in which clocks are changed. */
export type ClockChange =
  /** The time comes twice; `other` is the instant that is not meant. */
  | { kind: "twice"; order: "first" | "second"; offset: string; other: string; otherOffset: string }
  /** The time that was typed does not exist; the next one that does was taken. */
  | { kind: "skipped"; typed: string; taken: string };

/**
 * Returns what is special about an instant that was entered as a wall-clock time; null where the
 * time comes once. `typed` is that time, while it is known.
 */
export function clockChange(
  instant: string,
  timeZone: string,
  typed: string | null,
): ClockChange | null {
  const taken = toWallClock(instant, timeZone);
  if (taken === "") return null;
  if (typed !== null && typed !== taken && toInstant(typed, timeZone) === instant)
    return { kind: "skipped", typed: timeOf(typed), taken: timeOf(taken) };
  const local = Temporal.PlainDateTime.from(taken);
  const [first, second] = (["earlier", "later"] as const).map((disambiguation) =>
    local.toZonedDateTime(timeZone, { disambiguation }),
  );
  if (first === undefined || second === undefined || first.offset === second.offset) return null;
  const isFirst = Temporal.Instant.from(instant).equals(first.toInstant());
  const [meant, other] = isFirst ? [first, second] : [second, first];
  return {
    kind: "twice",
    order: isFirst ? "first" : "second",
    offset: meant.offset,
    other: instantText(other),
    otherOffset: other.offset,
  };
}

function timeOf(wallClock: string): string {
  return wallClock.slice(11);
}
