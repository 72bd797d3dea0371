import { maxJsonFaults } from "@formwork/contracts/json/find-json-faults";
import type { FieldError } from "@formwork/contracts/problem";
import { childPointer } from "@formwork/contracts/schema/pointer";
import type { BodyFault } from "./parse-bytes.ts";

/** Faults of the items of a list, by their index; the pointers start at the item. */
export type ItemFaults = ReadonlyMap<number, FieldError[]>;

/**
 * Splits the faults of a body into those of the items of its list `list`, and all others. Where the
 * search for faults ended early, none is that of an item alone: items after it may have others.
 */
export function splitItemFaults(
  faults: readonly BodyFault[],
  list: string | undefined,
): { itemFaults: ItemFaults; others: FieldError[] } {
  const itemFaults = new Map<number, FieldError[]>();
  const others: FieldError[] = [];
  const isComplete = faults.length < maxJsonFaults;
  const prefix = list === undefined || !isComplete ? null : `${childPointer("", list)}/`;
  for (const { pointer, message, keyword } of faults) {
    if (prefix === null || !pointer.startsWith(prefix)) {
      others.push({ pointer, message, keyword });
      continue;
    }
    const [index = ""] = pointer.slice(prefix.length).split("/", 1);
    const below = pointer.slice(prefix.length + index.length);
    const found = itemFaults.get(Number(index)) ?? [];
    found.push({ pointer: below, message, keyword });
    itemFaults.set(Number(index), found);
  }
  return { itemFaults, others };
}
