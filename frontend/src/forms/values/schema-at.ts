import { lookUpPointer } from "@formwork/contracts/schema/pointer";
import { titleFromName } from "./schema-labels.ts";

export type AnySchema = { [keyword: string]: unknown };

/**
 * Every schema that may speak of the value at a path: through references, lists, and whatever
 * branch may apply.
 */
export function schemasAt(root: AnySchema, path: readonly string[]): AnySchema[] {
  return path.reduce(
    (level, key) => level.flatMap((schema) => children(root, schema, key)),
    unfold(root, root),
  );
}

/** What to call the field at a path: "Columns 2 › Name". */
export function titleAt(root: AnySchema, path: readonly string[]): string {
  const names: string[] = [];
  for (const [depth, key] of path.entries()) {
    const isItem = /^\d+$/.test(key) && names.length > 0;
    if (isItem) names.push(`${names.pop()} ${Number(key) + 1}`);
    else names.push(ownTitle(schemasAt(root, path.slice(0, depth + 1))) ?? titleFromName(key));
  }
  return names.join(" › ");
}

function ownTitle(schemas: AnySchema[]): string | undefined {
  const titled = schemas.find(({ title }) => typeof title === "string" && title !== "");
  return titled === undefined ? undefined : String(titled.title);
}

/**
 * A schema, what it refers to, and its branches. A reference met twice is a circle and is not
 * followed again.
 */
function unfold(
  root: AnySchema,
  schema: unknown,
  met: ReadonlySet<unknown> = new Set(),
): AnySchema[] {
  if (!isSchema(schema) || met.has(schema)) return [];
  const seen = new Set(met).add(schema);
  const parts = [
    target(root, schema.$ref),
    ...asList(schema.allOf),
    ...asList(schema.oneOf),
    ...asList(schema.anyOf),
    schema.then,
    schema.else,
  ];
  return [schema, ...parts.flatMap((part) => unfold(root, part, seen))];
}

function children(root: AnySchema, schema: AnySchema, key: string): AnySchema[] {
  const { properties, prefixItems, items, additionalProperties, patternProperties } = schema;
  const named =
    isSchema(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
  const matched = Object.values(isSchema(patternProperties) ? patternProperties : {});
  const indexed = /^\d+$/.test(key) ? (asList(prefixItems)[Number(key)] ?? items) : undefined;
  const found = named === undefined ? [indexed, ...matched, additionalProperties] : [named];
  return found.flatMap((child) => unfold(root, child));
}

function target(root: AnySchema, reference: unknown): unknown {
  return typeof reference === "string" && reference.startsWith("#")
    ? lookUpPointer(root, reference)
    : undefined;
}

function isSchema(value: unknown): value is AnySchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
