/**
 * Placeholders: `{{payload.a.b}}`, `{{job.id}}`. Path look-ups of own properties only, never
 * expressions.
 */
export const placeholder = /\{\{\s*([\w$-]+(?:\.[\w$-]+)*)\s*\}\}/g;

/**
 * The value at a dotted path, or undefined; own properties only, so that no prototype is ever
 * reached.
 */
export function lookUp(path: string, values: Record<string, unknown>): unknown {
  return path.split(".").reduce<unknown>((value, key) => {
    // An object with this key of its own; hasOwn has just told so.
    return typeof value === "object" && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  }, values);
}

/** The text with each placeholder replaced by its value as text; an absent one becomes nothing. */
export function fillPlaceholders(text: string, values: Record<string, unknown>): string {
  return text.replace(placeholder, (_, path: string) => {
    const value = lookUp(path, values);
    if (value === undefined || value === null) return "";
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  });
}
