import { newId } from "../new-id.ts";

/** The name of our own key in the state of a history entry, beside those of the router. */
const stateKey = "formworkEntry";

/**
 * Returns a key of the current entry of the browser's history, which a reload keeps. `routerKey` is
 * that of the router, which calls the first entry of every visit "default".
 */
export function entryKey(routerKey: string, history: History = window.history): string {
  if (routerKey !== "default") return routerKey;
  const state: unknown = history.state;
  const known = typeof state === "object" && state !== null ? new Map(Object.entries(state)) : null;
  const key: unknown = known?.get(stateKey);
  if (typeof key === "string") return key;
  const fresh = newId();
  history.replaceState({ ...Object(state), [stateKey]: fresh }, "");
  return fresh;
}
