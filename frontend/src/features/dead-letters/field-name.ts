import { pointerKeys } from "@formwork/contracts/schema/pointer";

/** Returns the path of a field for people: "auth › user". */
export function fieldName(pointer: string): string {
  return pointerKeys(pointer).join(" › ") || "the whole payload";
}
