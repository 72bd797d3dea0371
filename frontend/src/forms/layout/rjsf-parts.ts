import ArrayField from "@rjsf/core/lib/components/fields/ArrayField.js";
import BooleanField from "@rjsf/core/lib/components/fields/BooleanField.js";
import CyclicSchemaField from "@rjsf/core/lib/components/fields/CyclicSchemaField.js";
import NullField from "@rjsf/core/lib/components/fields/NullField.js";
import ObjectField from "@rjsf/core/lib/components/fields/ObjectField.js";
import OptionalDataControlsField from "@rjsf/core/lib/components/fields/OptionalDataControlsField.js";
import SchemaField from "@rjsf/core/lib/components/fields/SchemaField.js";
import StringField from "@rjsf/core/lib/components/fields/StringField.js";
import ArrayFieldDescriptionTemplate from "@rjsf/core/lib/components/templates/ArrayFieldDescriptionTemplate.js";
import ArrayFieldItemButtonsTemplate from "@rjsf/core/lib/components/templates/ArrayFieldItemButtonsTemplate.js";
import ArrayFieldTitleTemplate from "@rjsf/core/lib/components/templates/ArrayFieldTitleTemplate.js";
import FallbackFieldTemplate from "@rjsf/core/lib/components/templates/FallbackFieldTemplate.js";
import UnsupportedFieldTemplate from "@rjsf/core/lib/components/templates/UnsupportedField.js";
import ColorWidget from "@rjsf/core/lib/components/widgets/ColorWidget.js";
import DateWidget from "@rjsf/core/lib/components/widgets/DateWidget.js";
import EmailWidget from "@rjsf/core/lib/components/widgets/EmailWidget.js";
import HiddenWidget from "@rjsf/core/lib/components/widgets/HiddenWidget.js";
import TextWidget from "@rjsf/core/lib/components/widgets/TextWidget.js";
import UpDownWidget from "@rjsf/core/lib/components/widgets/UpDownWidget.js";
import URLWidget from "@rjsf/core/lib/components/widgets/URLWidget.js";
import { Templates } from "@rjsf/mui";
import type { FieldProps, Registry } from "@rjsf/utils";
import type { ComponentType } from "react";

type FieldName =
  | `${"Array" | "Boolean" | "CyclicSchema" | "Null" | "Object" | "Schema" | "String"}Field`
  | "OptionalDataControlsField";

/**
 * The parts of RJSF that forms use beside our own. Its form and its registry of defaults import
 * everything, also what no template can ask for.
 */
export const rjsfFields: Record<FieldName, ComponentType<FieldProps>> = {
  ArrayField,
  BooleanField,
  CyclicSchemaField,
  NullField,
  ObjectField,
  OptionalDataControlsField,
  SchemaField,
  StringField,
};

/** The widgets of RJSF that forms use. */
export const rjsfWidgets: Registry["widgets"] = {
  ColorWidget,
  DateWidget,
  EmailWidget,
  HiddenWidget,
  TextWidget,
  UpDownWidget,
  URLWidget,
};

/** The templates of RJSF that forms use: those for MUI, and those that it has for all themes. */
export const rjsfTemplates: Registry["templates"] = {
  // RJSF says that a theme may lack some of them; together with those below none is missing.
  ...(Templates as Registry["templates"]),
  ArrayFieldDescriptionTemplate,
  ArrayFieldItemButtonsTemplate,
  ArrayFieldTitleTemplate,
  FallbackFieldTemplate,
  UnsupportedFieldTemplate,
};
