import { createRedact, type Redact } from "./redact.ts";

/** Makes the redaction of the secrets of one job. */
export function redactOf(secrets: readonly unknown[]): Redact {
  return createRedact(secrets.flatMap(textsOf));
}

/** Lists the texts of a secret: one, unless an older version took an object for a secret. */
function textsOf(secret: unknown): string[] {
  if (typeof secret === "string") return [secret];
  if (typeof secret === "number") return [String(secret)];
  return typeof secret === "object" && secret !== null
    ? Object.values(secret).flatMap(textsOf)
    : [];
}
