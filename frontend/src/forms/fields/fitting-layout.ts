import { hasOptions, widgetSuits } from "@formwork/contracts/schema/form/form-widgets";
import type { AnySchema } from "../values/schema-at.ts";

type Layout = { [key: string]: unknown };

/**
 * Returns the layout of a field without what its schema has no use for: a widget that cannot show
 * its values, and names in `ui:order` that are no field. Fields that the order leaves out go last.
 */
export function fittingLayout(schema: AnySchema, layout: Layout = {}): Layout {
  return withFittingOrder(schema, withFittingWidget(schema, layout));
}

function withFittingWidget(schema: AnySchema, layout: Layout): Layout {
  const options = optionsOf(layout);
  const widget = layout["ui:widget"] ?? options.widget;
  if (widget === undefined || hasBranches(schema)) return layout;
  if (typeof widget === "string" && widgetSuits(widget, schema)) return layout;
  const { "ui:widget": _, ...rest } = layout;
  const { widget: __, ...otherOptions } = options;
  return "ui:options" in rest ? { ...rest, "ui:options": otherOptions } : rest;
}

/** True for a schema of branches with fields: the widget is that of the branch, or of their list. */
function hasBranches(schema: AnySchema): boolean {
  return (schema.oneOf ?? schema.anyOf) !== undefined && !hasOptions(schema);
}

function withFittingOrder(schema: AnySchema, layout: Layout): Layout {
  const order = layout["ui:order"] ?? optionsOf(layout).order;
  if (order === undefined) return layout;
  const names = Object.keys(Object(schema.properties) as object);
  const known = (Array.isArray(order) ? order : []).filter(
    (name) => name === "*" || names.includes(name),
  );
  const fitting = [...new Set([...known, "*"])];
  // RJSF reads `ui:options` last.
  const { order: _, ...otherOptions } = optionsOf(layout);
  return { ...layout, "ui:options": otherOptions, "ui:order": fitting };
}

function optionsOf(layout: Layout): Layout {
  return { ...Object(layout["ui:options"]) };
}
