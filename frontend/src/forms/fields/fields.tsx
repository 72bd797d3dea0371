import { getDefaultRegistry } from "@rjsf/core";
import type { FieldProps, RegistryFieldsType } from "@rjsf/utils";
import { fieldKind } from "../values/field-kind.ts";
import { JsonField } from "./json-field.tsx";
import { KeyValueField } from "./key-value-field.tsx";

const defaultFields = getDefaultRegistry().fields;

/** Shows an object by its kind: as fields, as rows of key and value, or as JSON. */
function ObjectField(props: FieldProps) {
  const kind = fieldKind(props.schema, props.uiSchema);
  if (kind === "key-value") return <KeyValueField {...props} />;
  const Field = kind === "json" ? JsonField : defaultFields.ObjectField;
  return Field === undefined ? null : <Field {...props} />;
}

/** Shows a list as items, or as JSON where the schema does not describe its items. */
function ArrayField(props: FieldProps) {
  const Field =
    fieldKind(props.schema, props.uiSchema) === "json" ? JsonField : defaultFields.ArrayField;
  return Field === undefined ? null : <Field {...props} />;
}

/** Shows a text; one that is `writeOnly` is a secret, whatever its format. */
function StringField(props: FieldProps) {
  const { schema, uiSchema } = props;
  const Field = defaultFields.StringField;
  if (Field === undefined) return null;
  const isSecret = schema.writeOnly === true && uiSchema?.["ui:widget"] === undefined;
  return (
    <Field {...props} uiSchema={isSecret ? { ...uiSchema, "ui:widget": "password" } : uiSchema} />
  );
}

/** The fields that replace those of RJSF, by the name RJSF knows them by. */
export const fields: RegistryFieldsType = {
  ArrayField,
  ObjectField,
  StringField,
  FallbackField: JsonField,
  json: JsonField,
};
