import { getDefaultRegistry } from "@rjsf/core";
import type { FieldProps, RegistryFieldsType } from "@rjsf/utils";
import { fieldKind } from "../values/field-kind.ts";
import { JsonField } from "./json-field.tsx";
import { KeyValueField } from "./key-value-field.tsx";

const own = getDefaultRegistry().fields;

/** An object: its fields, free pairs, or JSON where the schema leaves everything open. */
function ObjectField(props: FieldProps) {
  const shape = fieldKind(props.schema, props.uiSchema);
  if (shape === "pairs") return <KeyValueField {...props} />;
  const Field = shape === "json" ? JsonField : own.ObjectField;
  return Field === undefined ? null : <Field {...props} />;
}

/** A list, or JSON where the schema does not say of what. */
function ArrayField(props: FieldProps) {
  const Field = fieldKind(props.schema, props.uiSchema) === "json" ? JsonField : own.ArrayField;
  return Field === undefined ? null : <Field {...props} />;
}

/** A text; one that may only be written is a secret, whatever its format. */
function StringField(props: FieldProps) {
  const { schema, uiSchema } = props;
  const Field = own.StringField;
  if (Field === undefined) return null;
  const isSecret = schema.writeOnly === true && uiSchema?.["ui:widget"] === undefined;
  return (
    <Field {...props} uiSchema={isSecret ? { ...uiSchema, "ui:widget": "password" } : uiSchema} />
  );
}

export const fields: RegistryFieldsType = {
  ArrayField,
  ObjectField,
  StringField,
  FallbackField: JsonField,
  json: JsonField,
};
