import { childPointer } from "@formwork/contracts/schema/pointer";

/** Objects within objects that are looked into; deeper ones count as one value. */
const maxDepth = 8;
/** Fields of one payload that are looked at. */
const maxLeaves = 500;

/**
 * Returns the values of a payload by their pointers. An object stands for its fields; a list is one
 * value, since its items have no names by which those of two jobs could be compared.
 */
export function payloadLeaves(payload: Record<string, unknown>): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  collect(payload, "", 0);
  return leaves;

  function collect(value: unknown, pointer: string, depth: number): void {
    if (leaves.size >= maxLeaves) return;
    if (!isObject(value) || depth >= maxDepth) leaves.set(pointer, value);
    else
      for (const [key, inner] of Object.entries(value))
        collect(inner, childPointer(pointer, key), depth + 1);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
