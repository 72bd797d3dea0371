import { isDuration } from "@formwork/contracts/duration";
import { InvalidArgumentError } from "commander";
import { parseTimeValue } from "../values/parse-time-value.ts";
import type { Flag } from "./flags.ts";

/**
 * Reads the text of a flag by its kind. JSON and secrets stay text, since what they name is read
 * when the command runs. Throws what commander reports together with the flag.
 */
export function parseFlag({ kind, isNullable, shape }: Flag, text: string, now: number): unknown {
  if (isNullable && text === "null") return null;
  switch (kind) {
    case "time":
      return (
        parseTimeValue(text, now) ??
        refuse("Give a time such as 2026-12-24T18:00:00Z, 18:00, '2026-12-24 18:00', +10m or -2h")
      );
    case "duration":
      return isDuration(text) ? text : refuse("Give a duration such as 90s, 10m or 1h30m");
    case "integer":
    case "number":
      return parseNumber(text, kind, shape);
    case "pair":
      return /^[^=]+=/.test(text) ? text : refuse("Give PATH=VALUE, such as host=example.org");
    default:
      return text;
  }
}

function parseNumber(
  text: string,
  kind: "integer" | "number",
  { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY }: Flag["shape"],
): number {
  const value = Number(text);
  const isNumber =
    kind === "integer" ? /^-?\d{1,15}$/.test(text) : text.trim() !== "" && Number.isFinite(value);
  if (isNumber && value >= minimum && value <= maximum) return value;
  const noun = kind === "integer" ? "a whole number" : "a number";
  return refuse(`Give ${noun}${rangeText(minimum, maximum)}`);
}

function rangeText(minimum: number, maximum: number): string {
  if (Number.isFinite(minimum) && Number.isFinite(maximum)) return ` from ${minimum} to ${maximum}`;
  if (Number.isFinite(minimum)) return ` of ${minimum} or more`;
  return Number.isFinite(maximum) ? ` of ${maximum} or less` : "";
}

function refuse(message: string): never {
  throw new InvalidArgumentError(message);
}
