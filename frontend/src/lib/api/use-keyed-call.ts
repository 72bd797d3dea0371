import { isRefusal } from "@formwork/contracts/client/problem-error";
import { useRef } from "react";
import { newId } from "../new-id.ts";

type Keyed = { request: string; key: string };
type Headers = { "idempotency-key": string };

/**
 * Returns a function that makes calls which create something. An equal request after one without a
 * reply has the same idempotency key, by which the server recognizes the repetition; after a reply
 * or a refusal, the next request is a new one. `request` is what tells two requests apart, as JSON.
 */
export function useKeyedCall() {
  const last = useRef<Keyed | null>(null);
  return async <Reply>(
    request: unknown,
    call: (headers: Headers) => Promise<Reply>,
  ): Promise<Reply> => {
    const text = JSON.stringify(request);
    const keyed = last.current?.request === text ? last.current : { request: text, key: newId() };
    last.current = keyed;
    try {
      const reply = await call({ "idempotency-key": keyed.key });
      last.current = null;
      return reply;
    } catch (error) {
      if (isRefusal(error)) last.current = null;
      throw error;
    }
  };
}
