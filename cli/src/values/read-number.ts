import { InvalidArgumentError } from "commander";

/** Reads a whole number from `min` on; throws what commander reports together with the option. */
export function readNumber(text: string, min = 0): number {
  const number = Number(text);
  if (/^\d{1,9}$/.test(text) && number >= min) return number;
  throw new InvalidArgumentError(`Give a whole number of ${min} or more`);
}
