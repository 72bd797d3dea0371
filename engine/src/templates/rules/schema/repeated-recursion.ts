import type { FieldError } from "@formwork/contracts/problem";
import { linearPattern } from "@formwork/contracts/schema/pattern";
import { pointerKeys } from "@formwork/contracts/schema/pointer";
import {
  resolveRef,
  type SchemaObject,
  schemaPointers,
  subschemas,
} from "@formwork/contracts/schema/schema-tree";
import { reach } from "./reach.ts";
import { combinators } from "./schema-keywords.ts";

/** A schema for fields or items of a value, and how it is reached from that of the value. */
type Child = {
  keyword: string;
  /** The field, pattern or index that it is for. */
  key: string;
  owner: SchemaObject;
  schema: SchemaObject;
  /** The branches on the way, of which only one of each condition is used. */
  branches: ReadonlyMap<SchemaObject, string>;
};

/** Steps after which a schema counts as one that repeats itself: no template that is meant well needs them. */
const maxSteps = 100_000;

/**
 * Returns the schemas that describe trees of data and check a field or item by themselves more than
 * once, as two choices with the same recursive items do: each level of data multiplies the work.
 */
export function repeatedRecursionFaults(root: SchemaObject, prefix: string): FieldError[] {
  const reached = new Map<SchemaObject, ReadonlySet<SchemaObject>>();
  const leadsTo = (from: SchemaObject, to: SchemaObject) => {
    const known = reached.get(from) ?? reach(root, from, isFollowed);
    reached.set(from, known);
    return known.has(to);
  };
  const steps = countdown(maxSteps);
  for (const [pointer, schema] of schemaPointers(root)) {
    // Its target is looked at by itself.
    if (Object.keys(schema).every((keyword) => keyword === "$ref")) continue;
    const again = childrenOf(root, schema, steps).filter((child) => leadsTo(child.schema, schema));
    if (hasOverlap(again, steps) || steps.over())
      return [{ pointer: prefix + pointer, message, keyword: "$ref" }];
  }
  return [];
}

type Steps = { take: () => boolean; over: () => boolean };

function countdown(left: number): Steps {
  return { take: () => --left >= 0, over: () => left < 0 };
}

const message =
  "must not lead to itself in several choices about the same field or items, since each level of data would multiply the work; say it once, beside the choices";

/** Lists the schemas for fields and items of a value, through choices and references about it. */
function childrenOf(root: SchemaObject, start: SchemaObject, steps: Steps): Child[] {
  const children: Child[] = [];
  const open = new Set<SchemaObject>();
  visit(start, new Map());
  return children;

  function visit(owner: SchemaObject, branches: Child["branches"]): void {
    // One that leads to itself without going into a field never ends, which is another fault.
    if (open.has(owner) || !steps.take()) return;
    open.add(owner);
    const target = resolveRef(root, owner.$ref);
    if (target !== undefined) visit(target, branches);
    for (const { keyword, pointer, schema } of subschemas(owner)) {
      if (["then", "else"].includes(keyword))
        visit(schema, new Map([...branches, [owner, keyword]]));
      else if (combinators.includes(keyword)) visit(schema, branches);
      else if (isFollowed(keyword))
        children.push({ keyword, key: pointerKeys(pointer)[1] ?? "", owner, schema, branches });
    }
    open.delete(owner);
  }
}

/** Definitions are used where they are referred to; names of fields have no fields. */
function isFollowed(keyword: string): boolean {
  return !["$defs", "definitions", "propertyNames", "contentSchema"].includes(keyword);
}

function hasOverlap(children: readonly Child[], steps: Steps): boolean {
  const meet = (one: Child, other: Child) => overlap(one, other) && !exclude(one, other);
  const fields = Map.groupBy(
    children.filter(({ keyword }) => keyword === "properties"),
    ({ key }) => key,
  );
  const others = children.filter(({ keyword }) => keyword !== "properties");
  const isMet = (one: Child, list: readonly Child[]) =>
    list.some((other) => one !== other && steps.take() && meet(one, other));
  return (
    [...fields.values()].some((same) => same.some((one) => isMet(one, same))) ||
    others.some((one) => isMet(one, children))
  );
}

function exclude(one: Child, other: Child): boolean {
  return [...one.branches].some(
    ([condition, branch]) => (other.branches.get(condition) ?? branch) !== branch,
  );
}

/** Returns true where one field or item may be checked by both. */
function overlap(one: Child, other: Child): boolean {
  if (isForItems(one) !== isForItems(other)) return false;
  const isSame = one.keyword === other.keyword && one.key === other.key;
  if (one.owner === other.owner && !isSame && dividesFields(one, other)) return false;
  if (one.keyword === other.keyword && ["properties", "prefixItems"].includes(one.keyword))
    return one.key === other.key;
  return matches(one, other) && matches(other, one);
}

/** Within one schema, `additionalProperties` and `items` are for what the others leave. */
function dividesFields(...pair: Child[]): boolean {
  return pair.some(({ keyword }) => rest.includes(keyword)) && !pair.some(isContains);
}

const rest = [
  ...["additionalProperties", "unevaluatedProperties"],
  ...["items", "additionalItems", "unevaluatedItems"],
];

function isContains({ keyword }: Child): boolean {
  return keyword === "contains";
}

/** Returns false for a pattern and a field that does not match it. */
function matches(pattern: Child, field: Child): boolean {
  if (pattern.keyword !== "patternProperties" || field.keyword !== "properties") return true;
  try {
    return linearPattern(pattern.key).test(field.key);
  } catch {
    return true;
  }
}

function isForItems({ keyword }: Child): boolean {
  return /items$|^contains$/i.test(keyword);
}
