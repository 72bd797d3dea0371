/** Matches placeholders such as `{{payload.a.b}}` and `{{job.id}}`: paths, never expressions. */
export const placeholder = /\{\{\s*([\w$-]+(?:\.[\w$-]+)*)\s*\}\}/g;

type Values = Record<string, unknown>;

/** Returns the value at a dotted path, or undefined. Only own properties count, never inherited ones. */
export function lookUp(path: string, values: Values): unknown {
  return valueAt(path.split("."), values);
}

/** Replaces each placeholder by its value as text, and one without a value by nothing. */
export function fillPlaceholders(text: string, values: Values): string {
  return compileText(text, asText)(values);
}

/**
 * Reads a text with placeholders once, to fill it many times. `write` makes text of a value; a
 * placeholder without a value is replaced by nothing.
 */
export function compileText(
  text: string,
  write: (value: unknown) => string,
): (values: Values) => string {
  // Every second part is the path of a placeholder.
  const parts = text.split(placeholder).map((part, index) => (index % 2 ? part.split(".") : part));
  return (values) => {
    let filled = "";
    for (const part of parts) filled += typeof part === "string" ? part : valueText(part, values);
    return filled;
  };

  function valueText(keys: readonly string[], values: Values): string {
    const value = valueAt(keys, values);
    return value === undefined || value === null ? "" : write(value);
  }
}

function valueAt(keys: readonly string[], values: Values): unknown {
  let value: unknown = values;
  for (const key of keys) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    // hasOwn has shown that it is an object with this key.
    value = (value as Values)[key];
  }
  return value;
}

function asText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
