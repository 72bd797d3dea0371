import { fail } from "@formwork/engine/errors";

const forbidden: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Returns true for a key that reaches an object's prototype when it is assigned. */
export function isPrototypeKey(key: string): boolean {
  return forbidden.has(key);
}

/** Returns the pointer of the first such key in a value, at any depth, or null. */
export function findPrototypeKey(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (isPrototypeKey(key)) return `/${key}`;
    const below = findPrototypeKey(inner);
    if (below !== null) return `/${key}${below}`;
  }
  return null;
}

/** Fails with `bad-request` for the pointer of such a key; null is none. */
export function refusePrototypeKey(pointer: string | null): void {
  if (pointer !== null)
    fail(
      "bad-request",
      `The key at ${pointer} is not allowed: ${[...forbidden].join(", ")} never are`,
    );
}
