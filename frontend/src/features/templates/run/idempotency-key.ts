import { jsonEqual } from "../../../forms/values/json-equal.ts";

/**
 * Something a person wants done once: a request, and the key under which the server knows it again.
 */
export type KeyedRequest = { request: unknown; key: string };

/**
 * The intent behind a submit. Sending the same once more, after an answer that never came, is the
 * same intent and so makes no second job; another payload, or a new submit after one that was
 * answered (then `before` is null), is another intent.
 */
export function keyRequest(
  before: KeyedRequest | null,
  request: unknown,
  newKey: () => string,
): KeyedRequest {
  return before !== null && jsonEqual(before.request, request)
    ? before
    : { request, key: newKey() };
}
