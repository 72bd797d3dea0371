import {
  isObject,
  listAt,
  objectAt,
  resolveRef,
  type SchemaObject,
  type Subschema,
  subschemas,
} from "@formwork/contracts/schema/schema-tree";

/** Every field of a schema with its pointer, in all branches; conditions (`if`) hold no fields. */
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
 * What is wrong with a form's layout: fields the schema does not have, and an order that leaves
 * fields out. Its words are the engine's to check.
 */
export function layoutFaults(root: SchemaObject, form: SchemaObject): string[] {
  return faultsAt([root], form, "");

  function faultsAt(schemas: SchemaObject[], layout: SchemaObject, place: string): string[] {
    const spoken = schemas.flatMap((schema) => voices(schema));
    return Object.entries(layout).flatMap(([key, value]) => {
      if (key === "ui:order") return orderFaults(value, spoken, place);
      if (key.startsWith("ui:")) return [];
      const known = spoken
        .map((schema) => (key === "items" ? schema : objectAt(schema, "properties"))[key])
        .filter(isObject);
      if (known.length === 0 || !isObject(value)) return [`${place}/${key} is no field`];
      return faultsAt(known, value, `${place}/${key}`);
    });
  }

  /** The schemas that speak about the same value: itself, what it refers to, its branches. */
  function voices(schema: SchemaObject): SchemaObject[] {
    const branches = ["oneOf", "anyOf", "allOf"].flatMap((keyword) => listAt(schema, keyword));
    const others = [...branches, schema.then, schema.else, resolveRef(root, schema.$ref)];
    return [schema, ...others.filter(isObject).flatMap(voices)];
  }
}

function orderFaults(value: unknown, spoken: SchemaObject[], place: string): string[] {
  const order = Array.isArray(value) ? value : [];
  const names = new Set(spoken.flatMap((schema) => Object.keys(objectAt(schema, "properties"))));
  return [
    ...order
      .filter((name) => !names.has(name))
      .map((name) => `${place} orders ${name}, which is no field`),
    ...[...names]
      .filter((name) => !order.includes(name))
      .map((name) => `${place} leaves ${name} out of its order`),
  ];
}
