import type { FieldError } from "@formwork/contracts/problem";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { type SchemaObject, schemaPointers } from "@formwork/contracts/schema/schema-tree";
import type { TemplateDefinition } from "@formwork/contracts/template";

/** Characters that turn the direction of the text after them, beside other texts of a page. */
const directionMarks = /[\u202a-\u202e\u2066-\u2069]/;

/** Returns the texts of a template that would turn others on a page; data, such as `enum`, may. */
export function directionFaults(definition: TemplateDefinition): FieldError[] {
  const { title, description, tags, summary, confirm, form, examples = [] } = definition;
  const titles = examples.map((example) => ({ title: example.title }));
  return [
    ...turningTexts({ title, description, tags, summary, confirm, form, examples: titles }, ""),
    ...inSchema(definition.payload, "/payload"),
    ...inSchema(definition.result ?? {}, "/result"),
  ].map((pointer) => ({
    pointer,
    message: "must not hold characters that turn the direction of text",
    keyword: "direction",
  }));
}

function inSchema(schema: SchemaObject, pointer: string): string[] {
  return [...schemaPointers(schema)].flatMap(([place, { title, description }]) =>
    turningTexts({ title, description }, `${pointer}${place}`),
  );
}

/** Returns the pointers of the texts in a value that hold such a character. */
function turningTexts(value: unknown, pointer: string): string[] {
  if (typeof value === "string") return directionMarks.test(value) ? [pointer] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    turningTexts(inner, childPointer(pointer, key)),
  );
}
