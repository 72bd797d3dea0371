import type { Place } from "@formwork/contracts/schema/secrets/secret-places";

/** Returns the singular of an English plural: Columns → Column, Entries → Entry. */
export function singular(title: string): string {
  if (/[^aeiou]ies$/i.test(title)) return title.replace(/ies$/i, "y");
  if (/(?:ss|x|z|ch|sh)es$/i.test(title)) return title.slice(0, -2);
  return /[^su]s$/i.test(title) ? title.slice(0, -1) : title;
}

/** Turns a property's name into a title: `maxRetries` and `max-retries` become Max retries. */
export function titleFromName(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[-_]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Returns a short text that distinguishes an item of a list from the others: the value of its first
 * property that is a free text. Secrets are left out; `secrets` says where they may be.
 */
export function itemSummary(
  item: unknown,
  schema: { properties?: unknown },
  secrets: Place | null,
): string {
  if (typeof item !== "object" || item === null) return "";
  const fields = Object.entries(
    Object(schema.properties) as Record<
      string,
      { type?: unknown; enum?: unknown; oneOf?: unknown }
    >,
  );
  const name = fields.find(
    ([key, { type, enum: values, oneOf }]) =>
      type === "string" &&
      values === undefined &&
      oneOf === undefined &&
      secrets?.below(key)?.isSecret !== true,
  )?.[0];
  const text: unknown = name === undefined ? "" : Reflect.get(item, name);
  return typeof text === "string" ? truncate(text.trim()) : "";
}

const maxSummaryLength = 48;

function truncate(text: string): string {
  return text.length > maxSummaryLength ? `${text.slice(0, maxSummaryLength - 1)}…` : text;
}

type BranchSchema = {
  title?: unknown;
  description?: unknown;
  type?: unknown;
  format?: unknown;
  required?: unknown;
  properties?: unknown;
};

/**
 * Returns the title of a branch of a `oneOf`: its own, else the constant that marks it, else its
 * required or first properties, else its type.
 */
export function branchTitle(branch: unknown, index: number): string {
  if (typeof branch !== "object" || branch === null) return `Option ${index + 1}`;
  const { title, type, required, properties = {} }: BranchSchema = branch;
  if (typeof title === "string" && title !== "") return title;
  const fields = Object.entries(properties as Record<string, { const?: unknown; title?: unknown }>);
  const constant = fields.find(
    ([, field]) => typeof field === "object" && field !== null && typeof field.const === "string",
  );
  if (constant !== undefined) return titleFromName(String(constant[1].const));
  const named = fields
    .filter(([name]) => !Array.isArray(required) || required.includes(name))
    .slice(0, 3);
  if (named.length > 0)
    return named
      .map(([name, field]) => (typeof field.title === "string" ? field.title : titleFromName(name)))
      .join(", ");
  return typeof type === "string"
    ? (typeNames[type] ?? titleFromName(type))
    : `Option ${index + 1}`;
}

const typeNames: Record<string, string> = {
  string: "Text",
  number: "Number",
  integer: "Whole number",
  boolean: "Yes or no",
  array: "List",
  object: "Fields",
  null: "Nothing",
};
