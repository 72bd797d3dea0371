import { sealName } from "@formwork/contracts/schema/secrets/seal-name";
import { composedText } from "@formwork/contracts/text/folded-text";

/**
 * Returns the function that tells whether a payload, as JSON text, has every value at its path: the
 * keys and the places in lists that lead to it, with dots between them. A key may hold dots itself.
 * A string is compared as it is, any other value by its JSON; accents in either form are the same.
 */
export function createPayloadHolds(values: Record<string, string>): (json: string) => boolean {
  const wanted = Object.entries(values).map((each) => each.map(composedText) as [string, string]);
  // Most payloads lack a value in all of their letters.
  const letters = Object.values(values).filter(isPlain);
  return (json) => {
    if (!letters.every((text) => json.includes(text))) return false;
    const payload: unknown = JSON.parse(json);
    return wanted.every(([path, text]) => holds(payload, path, text));
  };
}

/** Whether JSON writes a text as it is, and no other form of it looks the same. */
function isPlain(text: string): boolean {
  return /^[ !#-[\]-~]*$/.test(text);
}

function holds(within: unknown, path: string, text: string): boolean {
  if (typeof within !== "object" || within === null) return false;
  return Object.entries(within).some(([key, value]) => {
    if (key === sealName) return false;
    const name = composedText(key);
    if (path === name) return isText(value, text);
    return path.startsWith(`${name}.`) && holds(value, path.slice(name.length + 1), text);
  });
}

function isText(value: unknown, text: string): boolean {
  return composedText(typeof value === "string" ? value : openJson(value)) === text;
}

/** Returns the JSON of a value without what is sealed. */
function openJson(value: unknown): string {
  return JSON.stringify(value, (key, inner) => (key === sealName ? undefined : inner));
}
