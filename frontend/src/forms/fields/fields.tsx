import { getDefaultRegistry } from "@rjsf/core";
import { type FieldProps, getUiOptions, type RegistryFieldsType } from "@rjsf/utils";
import { fieldKind } from "../values/field-kind.ts";
import { JsonField } from "./json-field.tsx";
import { ObjectField } from "./object-field.tsx";
import { SchemaField } from "./schema-field.tsx";
import { StringField } from "./string-field.tsx";
import { useStableProps } from "./use-stable-props.ts";

const defaultFields = getDefaultRegistry().fields;

/** Shows a list as items, or as JSON where the schema does not describe its items. */
function ArrayField(props: FieldProps) {
  const Field =
    fieldKind(props.schema, props.uiSchema) === "json" ? JsonField : defaultFields.ArrayField;
  const stable = useStableProps(props);
  return Field === undefined ? null : <Field {...stable} />;
}

/**
 * Shows the branches of a `oneOf` or `anyOf`. A widget that cannot list them is that of the fields
 * in the branches.
 */
function BranchesField(props: FieldProps) {
  const { schema, options, uiSchema = {} } = props;
  const Field = defaultFields.OneOfField;
  if (Field === undefined) return null;
  const widget = getUiOptions(uiSchema).widget;
  if (widget === undefined || widget === "select" || widget === "radio")
    return <Field {...props} />;
  const { "ui:widget": _, "ui:options": __, ...layout } = uiSchema;
  const keyword = "oneOf" in schema ? "oneOf" : "anyOf";
  // RJSF passes the branches on as `options`.
  const branches = layout[keyword] ?? (options as unknown[]).map(() => uiSchema);
  return <Field {...props} uiSchema={{ ...layout, [keyword]: branches }} />;
}

/** The fields that replace those of RJSF, by the name RJSF knows them by. */
export const fields: RegistryFieldsType = {
  AnyOfField: BranchesField,
  ArrayField,
  ObjectField,
  OneOfField: BranchesField,
  SchemaField,
  StringField,
  FallbackField: JsonField,
  json: JsonField,
};
