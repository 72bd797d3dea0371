import { fail } from "@formwork/engine/errors";

/** Bounds of JSON that comes from outside. */
const deepest = 40;
const forbidden: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
const byte = {
  quote: 0x22,
  backslash: 0x5c,
  open: new Set([0x5b, 0x7b]),
  close: new Set([0x5d, 0x7d]),
};

/** Refuses JSON that nests deeper than 40, before anything is built from it. */
export function refuseDepth(json: Uint8Array): void {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at += 1) {
    const one = json[at] ?? 0;
    if (quoted && one === byte.backslash) at += 1;
    else if (one === byte.quote) quoted = !quoted;
    else if (!quoted && byte.open.has(one)) depth += 1;
    else if (!quoted && byte.close.has(one)) depth -= 1;
    if (depth > deepest) fail("bad-request", `The body nests deeper than ${deepest} levels`);
  }
}

/** Refuses keys that reach for an object's prototype, at any depth. */
export function refusePrototypeKeys(value: unknown): void {
  const pointer = pointerOfPrototypeKey(value);
  if (pointer !== null)
    fail(
      "bad-request",
      `The key at ${pointer} is not allowed: ${[...forbidden].join(", ")} never are`,
    );
}

/** True for a key that reaches for an object's prototype. */
export function isPrototypeKey(key: string): boolean {
  return forbidden.has(key);
}

function pointerOfPrototypeKey(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (isPrototypeKey(key)) return `/${key}`;
    const below = pointerOfPrototypeKey(inner);
    if (below !== null) return `/${key}${below}`;
  }
  return null;
}
