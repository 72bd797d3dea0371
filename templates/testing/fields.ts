import {
  isObject,
  listAt,
  objectAt,
  resolveRef,
  type SchemaObject,
  type Subschema,
  subschemas,
} from "@formwork/contracts/schema/schema-tree";

/** Returns every field of a schema with its pointer, in all subschemas but conditions (`if`). */
export function fieldsOf(schema: SchemaObject, pointer = ""): Subschema[] {
  return subschemas(schema, pointer)
    .filter(({ keyword }) => keyword !== "if")
    .flatMap((inner) => [
      ...(isField(inner) ? [inner] : []),
      ...fieldsOf(inner.schema, inner.pointer),
    ]);
}

function isField({ keyword }: Subschema): boolean {
  return ["properties", "items", "additionalProperties"].includes(keyword);
}

/**
 * Returns the faults of a form's layout: fields that the schema does not have, and orders without
 * all fields. The engine checks its keywords and widgets.
 */
export function layoutFaults(root: SchemaObject, form: SchemaObject): string[] {
  return faultsAt([root], form, "");

  function faultsAt(schemas: SchemaObject[], layout: SchemaObject, place: string): string[] {
    const applied = schemas.flatMap((schema) => inPlace(schema));
    return Object.entries(layout).flatMap(([key, value]) => {
      if (key === "ui:order") return orderFaults(value, applied, place);
      if (key.startsWith("ui:")) return [];
      const known = applied
        .map((schema) => (key === "items" ? schema : objectAt(schema, "properties"))[key])
        .filter(isObject);
      if (known.length === 0 || !isObject(value)) return [`${place}/${key} is no field`];
      return faultsAt(known, value, `${place}/${key}`);
    });
  }

  /** Returns the schemas that apply to the same value: itself, its `$ref` and its branches. */
  function inPlace(schema: SchemaObject): SchemaObject[] {
    const branches = ["oneOf", "anyOf", "allOf"].flatMap((keyword) => listAt(schema, keyword));
    const others = [...branches, schema.then, schema.else, resolveRef(root, schema.$ref)];
    return [schema, ...others.filter(isObject).flatMap(inPlace)];
  }
}

function orderFaults(value: unknown, applied: SchemaObject[], place: string): string[] {
  const order = Array.isArray(value) ? value : [];
  const names = new Set(applied.flatMap((schema) => Object.keys(objectAt(schema, "properties"))));
  return [
    ...order
      .filter((name) => !names.has(name))
      .map((name) => `${place} orders ${name}, which is no field`),
    ...[...names]
      .filter((name) => !order.includes(name))
      .map((name) => `${place} leaves ${name} out of its order`),
  ];
}
