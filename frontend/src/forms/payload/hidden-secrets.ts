import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { type KeptSecrets, resolveSecrets } from "@formwork/contracts/schema/secrets/kept-secrets";
import { replaceSecrets } from "@formwork/contracts/schema/secrets/replace-secrets";
import { isMasked, secretMask } from "@formwork/contracts/schema/secrets/secret-mask";
import type { AnySchema } from "../values/schema-at.ts";

/**
 * Typed secrets by the texts that stand for them in the JSON tab. Such a text can be moved and
 * copied like the handle of a kept secret.
 */
export type HiddenSecrets = Readonly<KeptSecrets>;

/**
 * Replaces typed secrets by texts that stand for them. Those that were hidden before keep their
 * text, so that an undo in the editor brings back the right one.
 */
export function hideSecrets(
  schema: AnySchema,
  payload: Payload,
  before: HiddenSecrets,
): { shown: Payload; hidden: HiddenSecrets } {
  const hidden = { ...before };
  const texts = new Map(
    Object.entries(before).map(([text, secret]) => [JSON.stringify(secret), text]),
  );
  const shown = replaceSecrets(schema, payload, (value) => {
    if (value === "" || isMasked(value)) return value;
    const secret = { value };
    const key = JSON.stringify(secret);
    const text = texts.get(key) ?? `${secretMask}typed-${texts.size + 1}`;
    texts.set(key, text);
    hidden[text] = secret;
    return text;
  });
  return { shown, hidden };
}

/** Puts hidden secrets back in the places where their texts stand now. */
export function revealSecrets(schema: AnySchema, shown: Payload, hidden: HiddenSecrets): Payload {
  return resolveSecrets(schema, shown, hidden).payload;
}

/** Replaces every secret, kept or typed, by the mask. The result is for display, not for sending. */
export function maskSecrets(schema: AnySchema, payload: Payload): Payload {
  return replaceSecrets(schema, payload, (value) => (value === "" ? value : secretMask));
}
