import { isObject, listAt, objectAt, resolveRef, type SchemaObject, type Subschema, subschemas } from "@formwork/contracts/schema-tree";

/** Every field of a schema with its pointer, in all branches; conditions (`if`) hold no fields. */
export function fieldsOf(schema: SchemaObject, pointer = ""): Subschema[] {
  return subschemas(schema, pointer)
    .filter(({ keyword }) => keyword !== "if")
    .flatMap((inner) => [...(isField(inner) ? [inner] : []), ...fieldsOf(inner.schema, inner.pointer)]);
}

function isField({ keyword }: Subschema): boolean {
  return ["properties", "items", "additionalProperties"].includes(keyword);
}

const widgets = "textarea password radio select checkboxes range updown hidden date date-time uri email".split(" ");
const words = "widget order placeholder help options autofocus title description".split(" ");

/** What is wrong with a form's layout: unknown words and widgets, fields the schema does not have, an order that leaves fields out. */
export function layoutFaults(root: SchemaObject, form: SchemaObject): string[] {
  return faultsAt([root], form, "");

  function faultsAt(schemas: SchemaObject[], layout: SchemaObject, place: string): string[] {
    const spoken = schemas.flatMap((schema) => voices(schema));
    return Object.entries(layout).flatMap(([key, value]) => {
      if (key.startsWith("ui:")) return wordFaults(key.slice(3), value, spoken, place);
      const known = spoken.map((schema) => (key === "items" ? schema : objectAt(schema, "properties"))[key]).filter(isObject);
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

function wordFaults(word: string, value: unknown, spoken: SchemaObject[], place: string): string[] {
  if (!words.includes(word)) return [`${place} uses ui:${word}`];
  if (word === "widget") return widgets.includes(String(value)) ? [] : [`${place} has the widget ${value}`];
  if (word !== "order") return [];
  const order = Array.isArray(value) ? value : [];
  const names = new Set(spoken.flatMap((schema) => Object.keys(objectAt(schema, "properties"))));
  return [
    ...order.filter((name) => !names.has(name)).map((name) => `${place} orders ${name}, which is no field`),
    ...[...names].filter((name) => !order.includes(name)).map((name) => `${place} leaves ${name} out of its order`),
  ];
}
