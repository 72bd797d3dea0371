import { propertySubschemas } from "@formwork/contracts/schema/child-subschemas";
import { maybeInPlace } from "@formwork/contracts/schema/in-place-closure";
import type { SchemaContext } from "@formwork/contracts/schema/schema-context";
import { isObject } from "@formwork/contracts/schema/schema-tree";
import { selectOptions } from "@formwork/contracts/schema/select-options";

type Choice = {
  /** The branches: the options of a `oneOf` or `anyOf` of the payload schema. */
  options: readonly unknown[];
  value: unknown;
  /** The branch that a person chose last, if any. */
  chosen: number | undefined;
  context: SchemaContext;
};

/**
 * Returns the branch to show: the one that a person chose while the value may be one of it, else the
 * one that the value means. Undefined where nothing decides: the first branch is never guessed.
 */
export function shownBranch({ options, value, chosen, context }: Choice): number | undefined {
  if (options.length === 1) return 0;
  if (chosen !== undefined && mayBe(chosen, options, value, context)) return chosen;
  if (value === undefined) return undefined;
  const { selected } = selectOptions(options, value, context);
  return selected.length === 1 ? selected[0] : undefined;
}

/** True when nothing of the value contradicts a branch, also while it is not valid yet. */
function mayBe(
  chosen: number,
  options: readonly unknown[],
  value: unknown,
  context: SchemaContext,
): boolean {
  if (value === undefined) return true;
  if (selectOptions([options[chosen]], value, context).matching.length === 0) return false;
  if (!isObject(value)) return true;
  const others = options.filter((_, index) => index !== chosen);
  return Object.entries(value).every(
    ([key, inner]) =>
      inner === undefined ||
      namesKey(options[chosen], key, context) ||
      !others.some((option) => namesKey(option, key, context)),
  );
}

/** True when an option, or a branch inside it, has a schema for the property `key`. */
export function namesKey(option: unknown, key: string, { root }: SchemaContext): boolean {
  return maybeInPlace([option], root).some(
    (part) => propertySubschemas(part, key).named.length > 0,
  );
}
