import { sealName } from "@formwork/contracts/schema/secrets/seal-name";

/**
 * Returns the texts and numbers of a JSON text, one a line: what a person can have typed, without
 * keys, punctuation and what is sealed.
 */
export function valuesText(json: string): string {
  const found: string[] = [];
  collect(JSON.parse(json), found);
  return found.join("\n");
}

function collect(value: unknown, found: string[]): void {
  if (typeof value === "string") found.push(value);
  else if (typeof value === "number") found.push(String(value));
  else if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) if (key !== sealName) collect(inner, found);
}

/** Returns a text as it stands within a JSON string. */
export function escapedText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
