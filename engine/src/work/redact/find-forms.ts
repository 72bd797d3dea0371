import { minSecretLength } from "./secret-forms.ts";

/** Replaces every one of some texts in another text; of two at one place, the longer one. */
export type Replace = (text: string, by: string) => string;

/**
 * Prepares the search for texts of at least four characters. It looks at each place of a text once:
 * thousands of long texts, such as the lines of keys, would be too large for a regular expression.
 */
export function createReplace(forms: readonly string[]): Replace {
  const all = new Set(forms);
  // The lengths of the texts that begin alike, longest first.
  const lengths = new Map<string, number[]>();
  for (const form of forms.toSorted((a, b) => b.length - a.length)) {
    const start = form.slice(0, minSecretLength);
    const known = lengths.get(start);
    if (known === undefined) lengths.set(start, [form.length]);
    else if (known.at(-1) !== form.length) known.push(form.length);
  }
  // Most places are passed by their hash alone.
  const mayStart = new Uint8Array(hashes);
  for (const start of lengths.keys()) mayStart[hashAt(start, 0)] = 1;

  function lengthAt(text: string, index: number): number {
    if (mayStart[hashAt(text, index)] === 0) return 0;
    const found = lengths
      .get(text.slice(index, index + minSecretLength))
      ?.find((length) => all.has(text.slice(index, index + length)));
    return found ?? 0;
  }
  return (text, by) => {
    let replaced = "";
    let copied = 0;
    for (let index = 0; index <= text.length - minSecretLength; ) {
      const length = lengthAt(text, index);
      if (length > 0) {
        replaced += text.slice(copied, index) + by;
        copied = index + length;
      }
      index += Math.max(1, length);
    }
    return copied === 0 ? text : replaced + text.slice(copied);
  };
}

const hashes = 1 << 16;

function hashAt(text: string, index: number): number {
  let hash = 0;
  for (let at = index; at < index + minSecretLength; at++)
    hash = Math.imul(hash, 31) + text.charCodeAt(at);
  return hash & (hashes - 1);
}
