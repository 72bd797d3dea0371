/** Matches placeholders such as `{{payload.a.b}}` and `{{job.id}}`: paths, never expressions. */
export const placeholder = /\{\{\s*([\w$-]+(?:\.[\w$-]+)*)\s*\}\}/g;

/** Returns the value at a dotted path, or undefined. Only own properties count, never inherited ones. */
export function lookUp(path: string, values: Record<string, unknown>): unknown {
  return path.split(".").reduce<unknown>((value, key) => {
    // hasOwn has shown that it is an object with this key.
    return typeof value === "object" && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  }, values);
}

/** Replaces each placeholder by its value as text, and one without a value by nothing. */
export function fillPlaceholders(text: string, values: Record<string, unknown>): string {
  return text.replace(placeholder, (_, path: string) => {
    const value = lookUp(path, values);
    if (value === undefined || value === null) return "";
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  });
}
