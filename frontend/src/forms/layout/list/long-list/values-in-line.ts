import { objectAt } from "@formwork/contracts/schema/schema-tree";
import type { Place } from "@formwork/contracts/schema/secrets/secret-places";
import { summariseDataUrl } from "../../../../lib/text/data-url.ts";
import { type AnySchema, asSchema } from "../../../values/schema-at.ts";

const maxValues = 4;
const maxValueLength = 40;

/**
 * Returns the first values of a list item in one line, in the order of its schema: texts, numbers and
 * the names of what is switched on. Secrets are left out; `secrets` says where they may be.
 */
export function valuesInLine(item: unknown, schema: AnySchema, secrets: Place | null): string {
  if (secrets?.isSecret === true) return "";
  if (typeof item !== "object" || item === null) return shorten(scalarText(item));
  const fields = objectAt(schema, "properties");
  const keys = [...new Set([...Object.keys(fields), ...Object.keys(item)])];
  return keys
    .filter((key) => secrets?.below(key)?.isSecret !== true)
    .map((key) => valueText(Reflect.get(item, key), key, asSchema(fields[key])))
    .filter((text) => text !== "")
    .slice(0, maxValues)
    .join(" · ");
}

function valueText(value: unknown, key: string, schema: AnySchema): string {
  if (value === true) return typeof schema.title === "string" ? schema.title : key;
  return shorten(scalarText(value));
}

function scalarText(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return "";
  return summariseDataUrl(value)?.name ?? value.trim();
}

function shorten(text: string): string {
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength - 1)}…` : text;
}
