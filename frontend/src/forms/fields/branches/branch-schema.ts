import { getUiOptions, mergeSchemas, type RJSFSchema, type UiSchema } from "@rjsf/utils";

/** Returns the schema of the fields of a branch: its own, within what the schema around it says. */
export function branchSchema(schema: RJSFSchema, option: unknown): RJSFSchema {
  if (typeof option !== "object" || option === null) return {};
  const { required, type } = schema;
  const around = {
    ...(required === undefined ? {} : { required }),
    ...(type === undefined || "type" in option ? {} : { type }),
  };
  return mergeSchemas(around, option);
}

/**
 * Returns the layout of a branch: what the layout has for it under `oneOf` or `anyOf`, else that of
 * the choice. A `select` or `radio` is the widget of the choice itself, any other that of the fields.
 */
export function branchLayout(schema: RJSFSchema, layout: UiSchema, branch: number): UiSchema {
  const own: UiSchema | undefined = layout["oneOf" in schema ? "oneOf" : "anyOf"]?.[branch];
  if (own !== undefined) return own;
  const { widget } = getUiOptions(layout);
  if (widget !== "select" && widget !== "radio") return layout;
  const { "ui:widget": _, ...rest } = layout;
  const { widget: __, ...options } = { ...Object(layout["ui:options"]) };
  return { ...rest, "ui:options": options };
}
