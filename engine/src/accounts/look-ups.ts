import { LRUCache } from "lru-cache";
import type { Clock } from "../runtime/clock.ts";

type LookUp<Value> = { at: number; value: Promise<Value> };

/** Time for which a look-up in the store is reused. */
const lookUpTtlMs = 2000;
const maxLookUps = 10_000;

/** What was looked up in the store, by key. */
export type LookUps<Value> = {
  /** Looks a value up, once for all requests of two seconds. A failure is not reused. */
  once: (key: string, lookUp: () => Promise<Value>) => Promise<Value>;
  /** Makes the next request look the value up again. */
  forget: (key: string) => void;
  /** Makes the next request of every value look it up again. */
  clear: () => void;
};

/** Creates the cache by which requests do not each read their session or API key. */
export function createLookUps<Value>({ clock }: { clock: Clock }): LookUps<Value> {
  const lookUps = new LRUCache<string, LookUp<Value>>({ max: maxLookUps });
  return {
    once(key, lookUp) {
      const known = lookUps.get(key);
      if (known && clock.monotonic() - known.at < lookUpTtlMs) return known.value;
      const value = lookUp();
      lookUps.set(key, { at: clock.monotonic(), value });
      value.catch(() => lookUps.delete(key));
      return value;
    },
    forget: (key) => void lookUps.delete(key),
    clear: () => lookUps.clear(),
  };
}
