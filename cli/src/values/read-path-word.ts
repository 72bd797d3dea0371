import { InvalidArgumentError } from "commander";

/** Returns true for a text that may stand in the path of an address; these three would change it. */
export function isPathWord(text: string): boolean {
  return text !== "" && text !== "." && text !== "..";
}

/** Reads an id or a name that becomes a part of an address. */
export function readPathWord(text: string): string {
  if (isPathWord(text)) return text;
  throw new InvalidArgumentError("Give an id or a name.");
}

/** Reads one of several ids or names. */
export function readPathWords(text: string, before: string[] = []): string[] {
  return [...before, readPathWord(text)];
}
