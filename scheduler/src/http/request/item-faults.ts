import type { FieldError } from "@formwork/contracts/job";
import { childPointer } from "@formwork/contracts/schema/pointer";
import type { BodyFault } from "./parse-json.ts";

/** Faults of the items of a list, by their index; the pointers start at the item. */
export type ItemFaults = ReadonlyMap<number, FieldError[]>;

/** Splits the faults of a body into those of the items of its list `list`, and all others. */
export function splitItemFaults(
  faults: readonly BodyFault[],
  list: string | undefined,
): { itemFaults: ItemFaults; others: FieldError[] } {
  const itemFaults = new Map<number, FieldError[]>();
  const others: FieldError[] = [];
  const prefix = list === undefined ? undefined : `${childPointer("", list)}/`;
  for (const { pointer, message, keyword } of faults) {
    if (prefix === undefined || !pointer.startsWith(prefix)) {
      others.push({ pointer, message, keyword });
      continue;
    }
    const [index = ""] = pointer.slice(prefix.length).split("/", 1);
    const below = pointer.slice(prefix.length + index.length);
    const found = itemFaults.get(Number(index)) ?? [];
    itemFaults.set(Number(index), [...found, { pointer: below, message, keyword }]);
  }
  return { itemFaults, others };
}
