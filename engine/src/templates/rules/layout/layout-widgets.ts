import {
  hasOptions,
  type ValueShape,
  valueShape,
  widgetSuits,
  widgetsByShape,
} from "@formwork/contracts/schema/form/form-widgets";
import { alwaysInPlace } from "@formwork/contracts/schema/in-place-closure";
import { listAt, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import type { LayoutPlace } from "./layout-place.ts";

const shapeNames: Readonly<Record<ValueShape, string>> = {
  text: "text",
  number: "a number",
  flag: "true or false",
  choice: "a choice between values",
  texts: "a list of texts",
  choices: "a list of choices",
  other: "an object or a list of them",
};

/** Says that a widget cannot show the values of a place, and which can; undefined where it can. */
export function widgetFault(widget: unknown, place: LayoutPlace): string | undefined {
  if (typeof widget !== "string" || !hasType(place)) return undefined;
  const shown = shownSchemas(place);
  if (shown.some((schema) => widgetSuits(widget, schema))) return undefined;
  const shapes = [...new Set(shown.map(valueShape))];
  const known = shapes.filter((shape) => shape !== "other");
  const [shape = "other"] = known.length > 0 ? known : shapes;
  const able = widgetsByShape[shape];
  return `cannot be ${widget}, which cannot show ${shapeNames[shape]}; ${able.length === 0 ? "only hidden may stand there" : `${able.join(", ")} can`}`;
}

/** Nothing is known of a value without a type, so no widget is refused for one. */
function hasType({ parts }: LayoutPlace): boolean {
  return parts.some((part) => part.type !== undefined || hasOptions(part));
}

/**
 * Lists what the form may have to show there: each part together with what always applies beside
 * it.
 */
function shownSchemas({ parts, root }: LayoutPlace): SchemaObject[] {
  return parts
    .map((part) => Object.assign({}, ...alwaysInPlace([part], root).toReversed()) as SchemaObject)
    .map((schema) => resolvedItems(schema, root))
    .filter(
      (schema) =>
        schema.type !== undefined || hasOptions(schema) || listAt(schema, "enum").length > 0,
    );
}

function resolvedItems(schema: SchemaObject, root: SchemaObject): SchemaObject {
  if (schema.items === undefined || Array.isArray(schema.items)) return schema;
  const items = Object.assign({}, ...alwaysInPlace([schema.items], root).toReversed());
  return { ...schema, items };
}
