import { jsonEqual } from "../../../forms/values/json-equal.ts";

/** A request together with its idempotency key, by which the server recognizes a repetition. */
export type KeyedRequest = { request: unknown; key: string };

/**
 * Returns the request with an idempotency key. An equal request keeps the key of the previous one,
 * whose reply never arrived, so that no second job is created. `previous` is null after a reply.
 */
export function keyRequest(
  previous: KeyedRequest | null,
  request: unknown,
  newKey: () => string,
): KeyedRequest {
  return previous !== null && jsonEqual(previous.request, request)
    ? previous
    : { request, key: newKey() };
}
