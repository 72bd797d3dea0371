/** Returns the details of an error as text: lines and stacks as they were written, the rest as JSON. */
export function detailsText(details: unknown): string {
  if (typeof details !== "object" || details === null || Array.isArray(details))
    return valueText(details);
  const entries = Object.entries(details);
  if (entries.length === 1) return valueText(entries[0]?.[1]);
  return entries.map(([name, value]) => `${name}: ${valueText(value)}`).join("\n");
}

function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((item) => typeof item === "string"))
    return value.join("\n");
  return JSON.stringify(value, null, 2);
}
