import diff, { type Difference as Raw } from "microdiff";

export type Difference = {
  kind: "added" | "removed" | "changed";
  pointer: string;
  before?: unknown;
  after?: unknown;
};

const kinds = { CREATE: "added", REMOVE: "removed", CHANGE: "changed" } as const;

/**
 * Returns the differences between two JSON values, each with its JSON Pointer, which is empty for
 * the whole document. `ignore` holds pointers, in which `*` stands for any key.
 */
export function differences(
  before: unknown,
  after: unknown,
  { ignore = [] as string[], tolerance = 0 } = {},
): Difference[] {
  const ignored = ignore.map((pointer) => pointer.slice(1).split("/"));
  return diff({ root: before }, { root: after }, { cyclesFix: false })
    .filter((raw) => !isWithinTolerance(raw, tolerance))
    .map((raw) => ({ raw, path: raw.path.slice(1).map(escapeKey) }))
    .filter(({ path }) => !ignored.some((pattern) => matches(pattern, path)))
    .map(({ raw, path }) => describe(raw, path));
}

function describe(raw: Raw, path: string[]): Difference {
  return {
    kind: kinds[raw.type],
    pointer: path.map((key) => `/${key}`).join(""),
    ...("oldValue" in raw ? { before: raw.oldValue } : {}),
    ...("value" in raw ? { after: raw.value } : {}),
  };
}

function isWithinTolerance(raw: Raw, tolerance: number): boolean {
  if (raw.type !== "CHANGE" || typeof raw.value !== "number" || typeof raw.oldValue !== "number")
    return false;
  return Math.abs(raw.value - raw.oldValue) <= tolerance;
}

/** Returns true for a path that is at or below one that matches the pattern. */
function matches(pattern: string[], path: string[]): boolean {
  return (
    pattern.length <= path.length &&
    pattern.every((key, index) => key === "*" || key === path[index])
  );
}

/** Escapes a slash in a key as ~1 and a tilde as ~0 (RFC 6901). */
function escapeKey(key: string | number): string {
  return String(key).replaceAll("~", "~0").replaceAll("/", "~1");
}
