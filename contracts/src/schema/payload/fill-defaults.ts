import { fillAlways, fillWith } from "../fill-always.ts";
import { inPlaceSubschemas } from "../in-place-subschemas.ts";
import type { SchemaContext } from "../schema-context.ts";
import { hasBranches, mayHaveDefaults } from "../schema-traits.ts";

/**
 * Returns a payload with the defaults of every schema that applies to it: the whole one, targets of
 * references, `allOf`, and the branches that the payload selects. Nothing but `default` is filled
 * in, and values that are there stay.
 */
export function fillDefaults(value: unknown, context: SchemaContext): unknown {
  const { root } = context;
  // Defaults that always count, at any depth, come first: they may decide which branches apply.
  const filled = fillAlways(root, value, root);
  if (!hasBranches(root) || !mayHaveDefaults(root)) return filled;
  return fillWith({
    schema: root,
    value: filled,
    root,
    branchesOf: (schema, at) =>
      inPlaceSubschemas(schema, at, context)
        .filter(({ fills }) => fills)
        .map(({ schema }) => schema),
  });
}
