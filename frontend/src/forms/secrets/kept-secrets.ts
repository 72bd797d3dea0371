import type { FieldError } from "@formwork/contracts/job";
import type { Payload } from "@formwork/contracts/schema/payload";
import { type KeptSecrets, resolveSecrets } from "@formwork/contracts/schema/secrets/kept-secrets";
import { replaceSecrets } from "@formwork/contracts/schema/secrets/replace-secrets";
import { isMasked } from "@formwork/contracts/schema/secrets/secret-mask";
import { createContext, useContext } from "react";
import type { AnySchema } from "../values/schema-at.ts";

/** The job whose secrets a form may keep, and their handles. */
export type KeptFrom = { jobId: string; handles: ReadonlySet<unknown> };

const Context = createContext<KeptFrom | null>(null);
export const KeptSecretsProvider = Context.Provider;

/** Returns the job from which a value is a kept secret, or null for any other value. */
export function useKeptFrom(): (value: unknown) => string | null {
  const from = useContext(Context);
  return (value) => (from?.handles.has(value) ? from.jobId : null);
}

/** Returns the handles that the payload of a job shows in place of its secrets. */
export function handlesOf(schema: AnySchema, payload: Payload): ReadonlySet<unknown> {
  const handles = new Set<unknown>();
  replaceSecrets(schema, payload, (secret) => {
    if (isMasked(secret)) handles.add(secret);
    return secret;
  });
  return handles;
}

/** Returns an error for each text that looks like a kept secret and is none, as the server does. */
export function secretErrors(
  schema: AnySchema,
  payload: Payload,
  handles: ReadonlySet<unknown>,
): FieldError[] {
  const kept: KeptSecrets = Object.fromEntries(
    [...handles].map((handle) => [String(handle), { value: handle }]),
  );
  return resolveSecrets(schema, payload, kept).errors;
}
