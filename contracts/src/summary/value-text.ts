/** Longest part of a value that is read, in UTF-16 units: more than a summary can show. */
const maxRead = 2000;
/** Values of a list or an object that are read. */
const maxItems = 20;

/**
 * Writes a value of a payload for a summary: a list or an object as what it holds, with commas; a
 * file by its name.
 */
export function valueText(value: unknown): string {
  if (isScalar(value)) return textOf(value);
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).slice(0, maxItems).filter(isScalar).map(textOf).join(", ");
}

/** Returns true for text, a number, true and false. */
export function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function textOf(value: string | number | boolean): string {
  const text = String(value).slice(0, maxRead);
  return text.startsWith("data:") ? fileName(text) : text;
}

/** Returns the name in a data URL (`data:text/csv;name=orders.csv;base64,…`), or nothing. */
function fileName(dataUrl: string): string {
  const name = /^data:[^,]*?;name=([^;,]*)/.exec(dataUrl)?.[1] ?? "";
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
