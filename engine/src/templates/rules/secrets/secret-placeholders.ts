import type { FieldError } from "@formwork/contracts/problem";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { type Place, secretPlaces } from "@formwork/contracts/schema/secrets/secret-places";
import { placeholder } from "@formwork/contracts/text/placeholders";

/**
 * Returns the placeholders of a text that name a secret of the payload, or something that may hold
 * one. For texts that are stored or shown, such as a concurrency key or a summary.
 */
export function refuseSecretPlaceholders(
  payload: SchemaObject,
  pointer: string,
  text: string,
): FieldError[] {
  return [...text.matchAll(placeholder)].flatMap(([, path = ""]) => {
    const [root, ...keys] = path.split(".");
    const message = `must not show ${path}, which is a secret or holds one`;
    return root === "payload" && leadsToSecret(secretPlaces(payload), keys)
      ? [{ pointer, message, keyword: "placeholder" }]
      : [];
  });
}

function leadsToSecret(place: Place | null, [key, ...rest]: string[]): boolean {
  if (place === null) return false;
  if (place.isSecret || key === undefined) return true;
  const items = /^\d+$/.test(key) ? place.below(Number(key)) : null;
  return leadsToSecret(place.below(key), rest) || leadsToSecret(items, rest);
}
