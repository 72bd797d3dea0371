import { secretMask } from "@formwork/contracts/schema/secrets/secret-mask";
import { createReplace } from "./find-forms.ts";
import { formsOf } from "./secret-forms.ts";

/** Replaces the secrets of a job in what is reported about it. */
export type Redact = {
  text: (text: string) => string;
  /** The same for a text whose end was cut off: hides the beginning of a secret at its end as well. */
  start: (text: string) => string;
  /** Copies a JSON value with the secrets replaced in its texts, keys and numbers. */
  value: (value: unknown) => unknown;
};

/** Leaves everything as it is, for a job without secrets. */
export const redactNothing: Redact = {
  text: (text) => text,
  start: (text) => text,
  value: (value) => value,
};

/**
 * Makes the redaction of some secrets, in each of their forms. One that is too short, divided over
 * several lines or encoded in yet another way is not found.
 */
export function createRedact(secrets: readonly string[]): Redact {
  if (secrets.length === 0) return redactNothing; // As of most jobs.
  const forms = [...new Set(secrets.flatMap(formsOf))];
  if (forms.length === 0) return redactNothing;
  const replace = createReplace(forms);
  const text = (given: string) => replace(given, secretMask);
  return {
    text,
    start(given) {
      const redacted = text(given);
      const length = Math.max(...forms.map((form) => lengthOfStart(redacted, form)));
      return length === 0 ? redacted : redacted.slice(0, -length) + secretMask;
    },
    value: (value) => redactValue(value, text),
  };
}

function redactValue(value: unknown, text: Redact["text"]): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value === "number") return text(String(value)) === secretMask ? secretMask : value;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [text(key), redactValue(item, text)]),
  );
}

/**
 * Returns how many characters at the end of a text are the beginning of a secret, by the prefix
 * function of Knuth, Morris and Pratt: in time proportional to the secret.
 */
function lengthOfStart(text: string, secret: string): number {
  const joined = `${secret}\0${text.slice(-(secret.length - 1))}`;
  const borders = new Uint32Array(joined.length);
  for (let index = 1; index < joined.length; index++) {
    let border = borders[index - 1] ?? 0;
    while (border > 0 && joined[index] !== joined[border]) border = borders[border - 1] ?? 0;
    borders[index] = joined[index] === joined[border] ? border + 1 : 0;
  }
  return borders.at(-1) ?? 0;
}
