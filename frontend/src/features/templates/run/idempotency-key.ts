import { sameJson } from "../../../forms/values/json-equal.ts";

/**
 * Something a person wants done once: a request, and the key under which the server knows it again.
 */
export type Intent = { request: unknown; key: string };

/**
 * The intent behind a submit. Sending the same once more, after an answer that never came, is the
 * same intent and so makes no second job; another payload, or a new submit after one that was
 * answered (then `before` is null), is another intent.
 */
export function intentOf(before: Intent | null, request: unknown, newKey: () => string): Intent {
  return before !== null && sameJson(before.request, request) ? before : { request, key: newKey() };
}
