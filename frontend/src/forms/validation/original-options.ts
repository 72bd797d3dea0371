import { listAt, type SchemaObject, schemaPointers } from "@formwork/contracts/schema/schema-tree";

/** Returns the option of the payload schema from which RJSF's form of it was made. */
export type OriginalOption = (drawn: unknown) => unknown;

/**
 * Finds the options of `oneOf` and `anyOf` in a payload schema by their form in `formSchema`: our
 * rules know them as objects of the payload schema, and RJSF hands on copies of the other one. An
 * option that RJSF has merged with something else is returned as it is.
 */
export function originalOptions(
  payloadSchema: SchemaObject,
  formSchema: SchemaObject,
): OriginalOption {
  const known = new Map<string, unknown>();
  const originals = schemaPointers(payloadSchema);
  for (const [pointer, drawn] of schemaPointers(formSchema)) {
    const original = originals.get(pointer);
    for (const keyword of ["oneOf", "anyOf"])
      for (const [index, option] of listAt(drawn, keyword).entries())
        if (original !== undefined)
          known.set(JSON.stringify(option), listAt(original, keyword)[index]);
  }
  return (drawn) => known.get(JSON.stringify(drawn)) ?? drawn;
}
