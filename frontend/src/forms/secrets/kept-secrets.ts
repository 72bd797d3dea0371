import type { FieldError } from "@formwork/contracts/problem";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { type KeptSecrets, resolveSecrets } from "@formwork/contracts/schema/secrets/kept-secrets";
import { isMasked } from "@formwork/contracts/schema/secrets/secret-mask";
import { entriesOf } from "@formwork/contracts/schema/secrets/secret-places";
import { createContext, useContext } from "react";
import type { AnySchema } from "../values/schema-at.ts";

/** The job or schedule whose secrets a form may keep, in words, and their handles. */
export type KeptFrom = { from: string; handles: ReadonlySet<unknown> };

const Context = createContext<KeptFrom | null>(null);
export const KeptSecretsProvider = Context.Provider;

/** Returns from what a value is a kept secret, or null for any other value. */
export function useKeptFrom(): (value: unknown) => string | null {
  const kept = useContext(Context);
  return (value) => (kept?.handles.has(value) ? kept.from : null);
}

/** Returns the handles that the payload of a job shows in place of its secrets. */
export function handlesOf(payload: unknown): ReadonlySet<unknown> {
  if (isMasked(payload)) return new Set([payload]);
  const inner = Array.from(entriesOf(payload), ([, value]) => [...handlesOf(value)]);
  return new Set(inner.flat());
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
