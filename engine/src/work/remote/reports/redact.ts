import { secretMask } from "@formwork/contracts/schema/secrets/secret-mask";

/** Replaces the secrets of a job in what its worker reports about it. */
export type Redact = {
  text: (text: string) => string;
  /** Copies a JSON value with the secrets replaced in its texts and keys. */
  value: (value: unknown) => unknown;
};

/** Shorter secrets are found in too much that is none. */
const minSecretLength = 4;
/** Shorter lines of a secret of several lines are common text, such as a brace. */
const minLineLength = 8;

/** Leaves everything as it is, for a job without secrets. */
export const redactNothing: Redact = { text: (text) => text, value: (value) => value };

/**
 * Makes the redaction of some secrets: as they are, line by line, and as they stand in JSON and in
 * addresses. One that was cut, or encoded in another way, is not found.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const forms = [...new Set(secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  if (forms.length === 0) return redactNothing;
  const pattern = new RegExp(forms.map(escapePattern).join("|"), "g");
  const text = (given: string) => given.replace(pattern, secretMask);
  return { text, value: (value) => redactValue(value, text) };
}

function redactValue(value: unknown, text: Redact["text"]): unknown {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [text(key), redactValue(item, text)]),
  );
}

function formsOf(secret: string): string[] {
  const whole = secret.toWellFormed();
  const lines = whole.split(/\r?\n/).filter((line) => line.length >= minLineLength);
  return [whole, ...lines]
    .flatMap((text) => [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)])
    .filter((text) => text.length >= minSecretLength);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
