import type { Payload } from "@formwork/contracts/schema/payload/payload";

/** What was filled in on one page and is taken along to another one. */
export type CarriedInput = { payload: Payload; priority: number | null; tags: string[] };

let carried: { template: string; input: CarriedInput } | null = null;

/**
 * Keeps an input for the next page that asks for one of this template. It stays in memory, because
 * the history of the browser would keep its secrets.
 */
export function carryInput(template: string, input: CarriedInput): void {
  carried = { template, input };
}

/** Returns the input that was carried for a template, once; null where there is none. */
export function takeCarriedInput(template: string): CarriedInput | null {
  const found = carried?.template === template ? carried.input : null;
  carried = null;
  return found;
}
