import { isObject } from "../schema/schema-tree.ts";
import type { SchemaOrder } from "./schema-order.ts";
import { isScalar, valueText } from "./value-text.ts";

const maxValues = 3;
/** Values of a payload that are looked at: bounds the time for one in which all are defaults. */
const maxLooked = 200;

/**
 * Returns the first values of a payload that its schema does not give, in the order of the schema:
 * texts, numbers, lists of those, and flags with their name. Of a list of objects the first one
 * counts.
 */
export function firstValues(order: SchemaOrder, payload: unknown): string[] {
  const found: string[] = [];
  let looked = 0;
  look(order, payload, "");
  return found;

  function look(order: SchemaOrder, value: unknown, key: string): void {
    if (isDone() || isGiven(order, value)) return;
    looked++;
    if (isObject(value)) lookInside(order, value);
    else if (holdsNoScalars(value)) lookAtFirst(order, value, key);
    else add(ownText(order, value, key));
  }

  function lookInside({ named, rest }: SchemaOrder, object: Record<string, unknown>): void {
    for (const [key, order] of named) if (Object.hasOwn(object, key)) look(order, object[key], key);
    if (rest === undefined) return;
    for (const key of Object.keys(object)) {
      if (isDone()) return;
      if (!named.has(key)) look(rest, object[key], key);
    }
  }

  function lookAtFirst({ rest }: SchemaOrder, list: readonly unknown[], key: string): void {
    if (rest !== undefined && list.length > 0) look(rest, list[0], key);
  }

  function add(text: string): void {
    if (text.trim() !== "") found.push(text);
  }

  function isDone(): boolean {
    return found.length >= maxValues || looked >= maxLooked;
  }
}

/** Returns true for a list of lists or objects, and for an empty one. */
function holdsNoScalars(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && !isScalar(value[0]);
}

/** Returns the text of a value; nothing of a list whose items the schema keeps secret or unsaid. */
function ownText({ title = "", rest }: SchemaOrder, value: unknown, key: string): string {
  if (typeof value === "boolean") return `${title === "" ? key : title}: ${value ? "yes" : "no"}`;
  return Array.isArray(value) && rest === undefined ? "" : valueText(value);
}

function isGiven({ given }: SchemaOrder, value: unknown): boolean {
  return given.some((known) =>
    typeof known === "object" && known !== null && typeof value === "object"
      ? JSON.stringify(known) === JSON.stringify(value)
      : known === value,
  );
}
