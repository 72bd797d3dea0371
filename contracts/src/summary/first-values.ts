import { isObject, type SchemaObject } from "../schema/schema-tree.ts";
import type { Place } from "../schema/secrets/secret-places.ts";
import { isVisible } from "../text/one-line.ts";
import type { SchemaOutline } from "./schema-outline.ts";
import { isScalar, valueText } from "./value-text.ts";

/** A value with what the schema says of its place; `secrets` is null where none can be. */
type Visited = { outline: SchemaOutline; secrets: Place | null; value: unknown; key: string };

const maxValues = 3;
/** Values of a payload that are visited: bounds the time for one in which all are defaults. */
const maxVisited = 200;

/**
 * Returns the first values of a payload that its schema does not give, in the order of the schema:
 * texts, numbers, lists of those, and flags with their name. Of a list of objects the first one
 * counts.
 */
export function firstValues(
  outline: SchemaOutline,
  payload: unknown,
  secrets: Place | null,
): string[] {
  const found: string[] = [];
  let visited = 0;
  visit({ outline, secrets, value: payload, key: "" });
  return found;

  function visit(at: Visited): void {
    const { outline, secrets, value, key } = at;
    if (isDone() || isGiven(outline, value) || secrets?.isSecret === true) return;
    visited++;
    if (isObject(value)) visitObject(at, value);
    else if (Array.isArray(value)) visitList(at, value);
    else add(ownText(outline, value, key));
  }

  function visitObject({ outline: { named, rest }, secrets }: Visited, object: SchemaObject): void {
    const visitKey = (outline: SchemaOutline, key: string) =>
      visit({ outline, secrets: secrets?.below(key) ?? null, value: object[key], key });
    for (const [key, outline] of named) if (Object.hasOwn(object, key)) visitKey(outline, key);
    if (rest === undefined) return;
    for (const key of Object.keys(object)) {
      if (isDone()) return;
      if (!named.has(key)) visitKey(rest, key);
    }
  }

  /** Of a list that may hold secrets only the first item counts, as of one of objects. */
  function visitList({ outline, secrets, key }: Visited, list: readonly unknown[]): void {
    const { rest } = outline;
    if (rest === undefined || list.length === 0) return;
    if (secrets === null && isScalar(list[0])) add(valueText(list));
    else visit({ outline: rest, secrets: secrets?.below(0) ?? null, value: list[0], key });
  }

  function add(text: string): void {
    if (isVisible(text)) found.push(text);
  }

  function isDone(): boolean {
    return found.length >= maxValues || visited >= maxVisited;
  }
}

function ownText({ title = "" }: SchemaOutline, value: unknown, key: string): string {
  return typeof value === "boolean"
    ? `${title === "" ? key : title}: ${value ? "yes" : "no"}`
    : valueText(value);
}

function isGiven({ given }: SchemaOutline, value: unknown): boolean {
  return given.some((known) =>
    typeof known === "object" && known !== null && typeof value === "object"
      ? JSON.stringify(known) === JSON.stringify(value)
      : known === value,
  );
}
