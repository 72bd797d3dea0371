import { jsonEqual } from "../values/json-equal.ts";

type SchemaLike = { oneOf?: unknown; anyOf?: unknown };

const maxLength = 60;

/** Describes a default in a few words: a text as it is, an option by its title, others as JSON. */
export function describeDefault(value: unknown, { oneOf, anyOf }: SchemaLike = {}): string {
  const options: unknown[] = [oneOf ?? anyOf ?? []].flat();
  const title = options.flatMap((option) => titleOf(option, value))[0];
  const text = title ?? (typeof value === "string" ? value : JSON.stringify(value));
  if (text === "") return "an empty text";
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

function titleOf(option: unknown, value: unknown): string[] {
  if (typeof option !== "object" || option === null || !("const" in option)) return [];
  if (!("title" in option) || !jsonEqual(option.const, value)) return [];
  return typeof option.title === "string" ? [option.title] : [];
}
