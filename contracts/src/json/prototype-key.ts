/** Keys that reach an object's prototype when they are assigned; no JSON from outside has them. */
export const prototypeKeys = ["__proto__", "constructor", "prototype"] as const;

const forbidden: ReadonlySet<string> = new Set(prototypeKeys);

/** Returns true for a key that reaches an object's prototype when it is assigned. */
export function isPrototypeKey(key: string): boolean {
  return forbidden.has(key);
}
