import { asNumber, type FieldProps, type RegistryFieldsType } from "@rjsf/utils";
import { rjsfFields } from "../layout/rjsf-parts.ts";
import { fieldKind } from "../values/field-kind.ts";
import { ChoiceField } from "./branches/choice-field.tsx";
import { ConstantField } from "./constant-field.tsx";
import { JsonField } from "./json-field.tsx";
import { ObjectField } from "./object-field.tsx";
import { SchemaField } from "./schema-field.tsx";
import { StringField } from "./string-field.tsx";
import { TupleField } from "./tuple-field.tsx";
import { useStableProps } from "./use-stable-props.ts";

/** Shows a list as items, or as JSON where the schema does not describe its items. */
function ArrayField(props: FieldProps) {
  const isTuple = Array.isArray(props.schema.prefixItems);
  const Field =
    fieldKind(props.schema, props.uiSchema) === "json" ? JsonField : rjsfFields.ArrayField;
  const stable = useStableProps(props);
  if (isTuple && Field !== JsonField) return <TupleField {...stable} />;
  return <Field {...stable} />;
}

/** Shows a number. The control reads the text; RJSF's own field would change it on the way. */
function NumberField(props: FieldProps) {
  const Field = rjsfFields.StringField;
  const change: FieldProps["onChange"] = (value, ...rest) =>
    props.onChange(typeof value === "string" ? asNumber(value) : value, ...rest);
  return <Field {...props} onChange={change} />;
}

/** The fields that replace those of RJSF, by the name RJSF knows them by. */
export const fields: RegistryFieldsType = {
  AnyOfField: ChoiceField,
  ArrayField,
  NumberField,
  ObjectField,
  OneOfField: ChoiceField,
  SchemaField,
  StringField,
  constant: ConstantField,
  FallbackField: JsonField,
  json: JsonField,
};
