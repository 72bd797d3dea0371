import { isObject, type SchemaObject } from "../schema/schema-tree.ts";
import type { Place } from "../schema/secrets/secret-places.ts";
import { isVisible } from "./one-line.ts";
import type { SchemaOrder } from "./schema-order.ts";
import { isScalar, valueText } from "./value-text.ts";

/** A value with what the schema says of its place; `secrets` is null where none can be. */
type Looked = { order: SchemaOrder; secrets: Place | null; value: unknown; key: string };

const maxValues = 3;
/** Values of a payload that are looked at: bounds the time for one in which all are defaults. */
const maxLooked = 200;

/**
 * Returns the first values of a payload that its schema does not give, in the order of the schema:
 * texts, numbers, lists of those, and flags with their name. Of a list of objects the first one
 * counts.
 */
export function firstValues(order: SchemaOrder, payload: unknown, secrets: Place | null): string[] {
  const found: string[] = [];
  let looked = 0;
  look({ order, secrets, value: payload, key: "" });
  return found;

  function look(at: Looked): void {
    const { order, secrets, value, key } = at;
    if (isDone() || isGiven(order, value) || secrets?.isSecret === true) return;
    looked++;
    if (isObject(value)) lookInside(at, value);
    else if (Array.isArray(value)) lookAtList(at, value);
    else add(ownText(order, value, key));
  }

  function lookInside({ order: { named, rest }, secrets }: Looked, object: SchemaObject): void {
    const lookAt = (order: SchemaOrder, key: string) =>
      look({ order, secrets: secrets?.below(key) ?? null, value: object[key], key });
    for (const [key, order] of named) if (Object.hasOwn(object, key)) lookAt(order, key);
    if (rest === undefined) return;
    for (const key of Object.keys(object)) {
      if (isDone()) return;
      if (!named.has(key)) lookAt(rest, key);
    }
  }

  /** A list that may hold secrets is told by its first item alone, as one of objects is. */
  function lookAtList({ order, secrets, key }: Looked, list: readonly unknown[]): void {
    const { rest } = order;
    if (rest === undefined || list.length === 0) return;
    if (secrets === null && isScalar(list[0])) add(valueText(list));
    else look({ order: rest, secrets: secrets?.below(0) ?? null, value: list[0], key });
  }

  function add(text: string): void {
    if (isVisible(text)) found.push(text);
  }

  function isDone(): boolean {
    return found.length >= maxValues || looked >= maxLooked;
  }
}

function ownText({ title = "" }: SchemaOrder, value: unknown, key: string): string {
  return typeof value === "boolean"
    ? `${title === "" ? key : title}: ${value ? "yes" : "no"}`
    : valueText(value);
}

function isGiven({ given }: SchemaOrder, value: unknown): boolean {
  return given.some((known) =>
    typeof known === "object" && known !== null && typeof value === "object"
      ? JSON.stringify(known) === JSON.stringify(value)
      : known === value,
  );
}
