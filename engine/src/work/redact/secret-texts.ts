import type { GivenSecret } from "../../jobs/secrets/secrets.ts";
import { createRedact, type Redact } from "./redact.ts";

/** Makes the redaction of the secrets of one payload. */
export function redactOf(secrets: Iterable<GivenSecret>): Redact {
  return createRedact([...secrets].flatMap(({ value }) => textsOf(value)));
}

/** Lists the texts of a secret: one, unless an older version took an object for a secret. */
function textsOf(secret: unknown): string[] {
  if (typeof secret === "string") return [secret];
  if (typeof secret === "number") return [String(secret)];
  return typeof secret === "object" && secret !== null
    ? Object.values(secret).flatMap(textsOf)
    : [];
}
