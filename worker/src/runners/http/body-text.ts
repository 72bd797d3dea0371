import { lookUp, placeholder } from "@formwork/contracts/text/placeholders";
import { fillJson, type Values } from "../placeholders.ts";

const formType = "application/x-www-form-urlencoded";

/**
 * Returns the body that a template describes, as text of a content type: JSON, the fields of a form,
 * or a text as it is.
 */
export function bodyText(body: unknown, type: string, values: Values): string | null {
  if (type.trim().toLowerCase().startsWith(formType)) return formText(body, values);
  const filled = fillJson(body, values);
  const raw = typeof filled === "string" && !type.includes("json");
  return raw ? filled : (JSON.stringify(filled) ?? null);
}

/**
 * Encodes the fields of an object, or the placeholders within a text. A text that is one placeholder
 * stands for a whole body, which is encoded already.
 */
function formText(body: unknown, values: Values): string | null {
  const filled = fillJson(body, values);
  if (typeof filled === "object" && filled !== null) return fieldsText(filled);
  if (typeof body !== "string") return filled === undefined ? null : String(filled);
  const [match] = body.matchAll(placeholder);
  if (match?.[0] === body) return filled === undefined ? null : String(filled);
  return body.replace(placeholder, (_, path: string) => encode(textOf(lookUp(path, values))));
}

/** A list gives its field several times; a field without a value is left out. */
function fieldsText(fields: object): string {
  return Object.entries(fields)
    .flatMap(([name, value]) => [value].flat().map((item) => [name, item] as const))
    .filter(([, item]) => item !== null && item !== undefined)
    .map(([name, item]) => `${encode(name)}=${encode(textOf(item))}`)
    .join("&");
}

/** As the forms of browsers are encoded. */
function encode(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
