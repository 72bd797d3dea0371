import { fillAlways } from "@formwork/contracts/schema/fill-always";
import { alwaysInPlace } from "@formwork/contracts/schema/in-place-closure";
import type { SchemaContext } from "@formwork/contracts/schema/schema-context";
import { isObject, objectAt, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { constantKind } from "../../values/constant-kind.ts";
import { namesKey } from "./shown-branch.ts";

type Switch = {
  options: readonly unknown[];
  /** The branch to show from now on; undefined for none. */
  to: number | undefined;
  /** The constants that follow from choosing it; see `marksOf`. */
  marks: SchemaObject;
  value: unknown;
  /** What the branch held when it was shown last. */
  remembered: unknown;
  context: SchemaContext;
};

/**
 * Returns the value after another branch was chosen: what the branches share stays, what the branch
 * held before comes back, and what only other branches name is dropped.
 */
export function switchBranch(params: Switch): unknown {
  const { options, to, value, remembered, context } = params;
  const shared = isObject(value) ? sharedPart(value, params) : {};
  if (to === undefined) return Object.keys(shared).length === 0 ? undefined : shared;
  const option = options[to];
  const start = startOf(option, value, context.root);
  if (!isObject(start)) return remembered ?? start;
  const known = isObject(remembered) ? ownPart(remembered, params) : {};
  return fillAlways(option, { ...known, ...shared, ...params.marks }, context.root);
}

/** Keeps the keys that the branch names too, and those that no branch names. */
function sharedPart(value: SchemaObject, { options, to, context }: Switch): SchemaObject {
  return filterKeys(value, (key) => {
    const isNamed = options.some((option) => namesKey(option, key, context));
    return !isNamed || (to !== undefined && namesKey(options[to], key, context));
  });
}

/** Keeps the keys that some branch names: the others are those of the group around the branches. */
function ownPart(value: SchemaObject, { options, context }: Switch): SchemaObject {
  return filterKeys(value, (key) => options.some((option) => namesKey(option, key, context)));
}

function filterKeys(value: SchemaObject, keep: (key: string) => boolean): SchemaObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => keep(key)));
}

/** Returns the value of a branch in which nothing was typed; undefined where that is no value. */
function startOf(option: unknown, value: unknown, root: SchemaObject): unknown {
  const parts = alwaysInPlace([option], root);
  const constant = parts.find((part) => "const" in part);
  if (constant !== undefined) return constant.const;
  const types = parts.flatMap(({ type }) => type ?? []);
  const isGroup =
    isObject(value) || parts.some((part) => "properties" in part || "required" in part);
  if (types.includes("object") || (types.length === 0 && isGroup)) return {};
  if (types[0] === "array") return [];
  return types[0] === "null" ? null : undefined;
}

/**
 * Returns the constants that follow from choosing a branch. In the form's schema they are those that
 * have a default; any other constant is a condition, which a person has to meet.
 */
export function marksOf(drawn: unknown, root: SchemaObject): SchemaObject {
  const marks = alwaysInPlace([drawn], root)
    .flatMap((part) => Object.entries(objectAt(part, "properties")))
    .flatMap(([key, property]) =>
      isObject(property) && constantKind(property) === "mark" ? [[key, property.const]] : [],
    );
  return Object.fromEntries(marks);
}
