import diff, { type Difference as Raw } from "microdiff";

export type Difference = {
  kind: "added" | "removed" | "changed";
  pointer: string;
  before?: unknown;
  after?: unknown;
};

const kinds = { CREATE: "added", REMOVE: "removed", CHANGE: "changed" } as const;

/**
 * What differs from one JSON value to another, by JSON Pointer; the pointer of the whole document
 * is empty.
 */
export function differences(
  before: unknown,
  after: unknown,
  { ignore = [] as string[], tolerance = 0 } = {},
): Difference[] {
  const ignored = ignore.map((pointer) => pointer.slice(1).split("/"));
  return diff({ root: before }, { root: after }, { cyclesFix: false })
    .filter((raw) => !isClose(raw, tolerance))
    .map((raw) => ({ raw, path: raw.path.slice(1).map(segment) }))
    .filter(({ path }) => !ignored.some((place) => covers(place, path)))
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

function isClose(raw: Raw, tolerance: number): boolean {
  if (raw.type !== "CHANGE" || typeof raw.value !== "number" || typeof raw.oldValue !== "number")
    return false;
  return Math.abs(raw.value - raw.oldValue) <= tolerance;
}

function covers(place: string[], path: string[]): boolean {
  return (
    place.length <= path.length && place.every((key, index) => key === "*" || key === path[index])
  );
}

/** RFC 6901: a slash or tilde inside a key is written ~1 or ~0. */
function segment(key: string | number): string {
  return String(key).replaceAll("~", "~0").replaceAll("/", "~1");
}
