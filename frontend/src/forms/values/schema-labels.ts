/** Words that the form makes out of a schema's names. */

/** One of what a plural names: Columns → Column, Entries → Entry; any other word stays. */
export function singular(title: string): string {
  if (/[^aeiou]ies$/i.test(title)) return title.replace(/ies$/i, "y");
  if (/(?:ss|x|z|ch|sh)es$/i.test(title)) return title.slice(0, -2);
  return /[^su]s$/i.test(title) ? title.slice(0, -1) : title;
}

/** A property's name as a title: `maxRetries`, `max_retries` and `max-retries` → Max retries. */
export function titleFromName(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[-_]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The value that tells one item of a list from the others: that of the first text its schema asks
 * for freely.
 */
export function itemSummary(item: unknown, schema: { properties?: unknown }): string {
  if (typeof item !== "object" || item === null) return "";
  const fields = Object.entries(
    Object(schema.properties) as Record<
      string,
      { type?: unknown; enum?: unknown; oneOf?: unknown }
    >,
  );
  const name = fields.find(
    ([, { type, enum: values, oneOf }]) =>
      type === "string" && values === undefined && oneOf === undefined,
  )?.[0];
  const text: unknown = name === undefined ? "" : Reflect.get(item, name);
  return typeof text === "string" ? shorten(text.trim()) : "";
}

function shorten(text: string): string {
  return text.length > 48 ? `${text.slice(0, 47)}…` : text;
}

type OptionSchema = {
  title?: unknown;
  description?: unknown;
  type?: unknown;
  format?: unknown;
  required?: unknown;
  properties?: unknown;
};

/**
 * What to call one branch of a `oneOf`: its title, the constant that marks it, its only or required
 * fields, its type.
 */
export function branchTitle(option: unknown, index: number): string {
  if (typeof option !== "object" || option === null) return `Option ${index + 1}`;
  const { title, type, required, properties = {} }: OptionSchema = option;
  if (typeof title === "string" && title !== "") return title;
  const fields = Object.entries(properties as Record<string, { const?: unknown; title?: unknown }>);
  const mark = fields.find(
    ([, field]) => typeof field === "object" && field !== null && typeof field.const === "string",
  );
  if (mark !== undefined) return titleFromName(String(mark[1].const));
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
