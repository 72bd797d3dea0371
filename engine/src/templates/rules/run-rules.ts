import type { FieldError } from "@formwork/contracts/job";
import { suggestion } from "@formwork/contracts/nearest";
import { itemSubschemas, propertySubschemas } from "@formwork/contracts/schema/child-subschemas";
import { inPlaceSubschemas } from "@formwork/contracts/schema/in-place-subschemas";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { objectAt, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import type { TemplateDefinition } from "@formwork/contracts/template";

/** Fields of the job and of the template that placeholders may name: those the runners fill in. */
const placeholderFields: Record<string, readonly string[]> = {
  job: ["id", "attempt", "queue", "createdAt"],
  template: ["name", "version", "folder"],
};
const wellFormed = /^\{\{\s*([\w$-]+(?:\.[\w$-]+)*)\s*\}\}/;
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Returns faults of what a template runs: ill-formed placeholders, placeholders of fields that the
 * payload does not have, and invalid headers.
 */
export function runFaults({ run, concurrency, payload }: TemplateDefinition): FieldError[] {
  return [
    ...textFaults(run, "/run", payload),
    ...textFaults(concurrency ?? {}, "/concurrency", payload),
    ...(run.kind === "http" ? headerFaults(run.headers ?? {}) : []),
  ];
}

function textFaults(value: unknown, pointer: string, payload: SchemaObject): FieldError[] {
  if (typeof value === "string") return placeholderFaults(value, pointer, payload);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    textFaults(inner, childPointer(pointer, key), payload),
  );
}

function placeholderFaults(text: string, pointer: string, payload: SchemaObject): FieldError[] {
  return [...text.matchAll(/\{\{/g)].flatMap(({ index }) => {
    const path = wellFormed.exec(text.slice(index))?.[1];
    const message =
      path === undefined
        ? `has an ill-formed placeholder: ${text.slice(index, index + 40)}`
        : pathFault(path, payload);
    return message === undefined ? [] : [{ pointer, message, keyword: "placeholder" }];
  });
}

function pathFault(path: string, payload: SchemaObject): string | undefined {
  const [root = "", ...keys] = path.split(".");
  if (root === "payload") return payloadFault([payload], keys, path, payload);
  const fields = Object.hasOwn(placeholderFields, root) ? placeholderFields[root] : undefined;
  if (fields === undefined) return `names ${path}, and placeholders know payload, job and template`;
  return keys.length === 1 && fields.includes(keys.join())
    ? undefined
    : `names ${path}, and a ${root} has ${fields.join(", ")}`;
}

/** Follows a path through every subschema that may apply to it, whichever branch is chosen. */
function payloadFault(
  schemas: unknown[],
  [key, ...rest]: string[],
  path: string,
  root: SchemaObject,
): string | undefined {
  if (key === undefined) return undefined;
  const applying = schemas
    .flatMap((schema) => inPlaceSubschemas(schema, {}, { root, isValid: () => true }))
    .map(({ schema }) => schema);
  const fields = applying.flatMap((schema) => Object.keys(objectAt(schema, "properties")));
  const below = applying.flatMap((schema) => {
    const { named, open } = propertySubschemas(schema, key);
    return [...named, ...open, ...(/^\d+$/.test(key) ? itemSubschemas(schema, Number(key)) : [])];
  });
  if (below.length > 0) return payloadFault(below, rest, path, root);
  // A schema that names no field allows any.
  return fields.length === 0
    ? undefined
    : `names ${path}, which is no field of the payload${suggestion(key, fields)}`;
}

function headerFaults(headers: Record<string, string>): FieldError[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const pointer = childPointer("/run/headers", name);
    const badName = headerName.test(name)
      ? []
      : [{ pointer, message: "is not a name a header can have", keyword: "header" }];
    const badValue = /[\r\n]/.test(value)
      ? [{ pointer, message: "must not hold a line break", keyword: "header" }]
      : [];
    return [...badName, ...badValue];
  });
}
