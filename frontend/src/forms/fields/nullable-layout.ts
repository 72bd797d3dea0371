import type { AnySchema } from "../values/schema-at.ts";

type Layout = { [key: string]: unknown };

/**
 * Returns the layout of a field that may be null. An empty one that is required is null; a boolean is
 * a select, because a checkbox has no mark for null.
 */
export function nullableLayout(schema: AnySchema, layout: Layout, isRequired: boolean): Layout {
  const types: readonly unknown[] = Array.isArray(schema.type) ? schema.type : [];
  if (!types.includes("null")) return layout;
  const options = { ...Object(layout["ui:options"]) } as Layout;
  const widget = layout["ui:widget"] ?? options.widget;
  const isFlag = types.includes("boolean");
  return {
    ...layout,
    ...(isFlag && widget !== "radio" && widget !== "hidden" ? { "ui:widget": "select" } : {}),
    ...(isRequired && !isFlag ? { "ui:emptyValue": null } : {}),
  };
}
