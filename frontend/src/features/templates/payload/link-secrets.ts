import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { pointerKeys } from "@formwork/contracts/schema/pointer";
import { findSecrets } from "@formwork/contracts/schema/secrets/secret-places";
import type { AnySchema } from "../../../forms/values/schema-at.ts";
import { isPrefill } from "./prefill.ts";
import { withoutPath } from "./without-path.ts";

/**
 * Finds secrets that came in an address. They are taken into the form, but must not stay where the
 * history of the browser keeps them.
 */

/** Returns the paths of the secrets in a payload. */
export function secretsIn(payload: Payload, schema: AnySchema): string[][] {
  return findSecrets(schema, payload).map(pointerKeys);
}

/**
 * Returns the query of an address without the secrets of its payload: what is left of the payload
 * as one parameter, and the other parameters as they are.
 */
export function searchWithout(
  search: URLSearchParams,
  payload: Payload,
  secrets: readonly string[][],
): URLSearchParams {
  const rest = secrets.reduce<unknown>(withoutPath, payload);
  const others = [...search].filter(([key]) => !isPrefill(key));
  return new URLSearchParams([...others, ["payload", JSON.stringify(rest)]]);
}
