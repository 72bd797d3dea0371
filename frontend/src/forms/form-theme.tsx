import type { Registry, RegistryWidgetsType } from "@rjsf/utils";
import { fields } from "./fields/fields.tsx";
import { FieldErrorTemplate } from "./layout/field-error.tsx";
import { FieldTemplate } from "./layout/field-template.tsx";
import { DescriptionTemplate, HelpTemplate } from "./layout/hint.tsx";
import { ListItemTemplate } from "./layout/list/list-item-template.tsx";
import { ListTemplate } from "./layout/list/list-template.tsx";
import { ObjectTemplate } from "./layout/object-template.tsx";
import { rjsfFields, rjsfTemplates, rjsfWidgets } from "./layout/rjsf-parts.ts";
import { CheckboxesInput } from "./widgets/choice/checkboxes-input.tsx";
import { RadioInput } from "./widgets/choice/radio-input.tsx";
import { SelectInput } from "./widgets/choice/select-input.tsx";
import { CheckboxInput, SwitchInput } from "./widgets/choice/toggle-input.tsx";
import { DurationInput } from "./widgets/duration-input.tsx";
import {
  CronInput,
  DateTimeInput,
  FileInput,
  RangeInput,
  TagsInput,
  TimeOfDayInput,
  TimeZoneInput,
} from "./widgets/lazy-widgets.ts";
import { SecretInput } from "./widgets/secret-input.tsx";
import { TextArea } from "./widgets/text-area.tsx";
import { TextInput } from "./widgets/text-input.tsx";

/** Widgets by the name in the layout (`ui:widget`) or by the name RJSF derives from the schema. */
const widgets: RegistryWidgetsType = {
  CheckboxWidget: CheckboxInput,
  CheckboxesWidget: CheckboxesInput,
  DateTimeWidget: DateTimeInput,
  FileWidget: FileInput,
  PasswordWidget: SecretInput,
  RadioWidget: RadioInput,
  RangeWidget: RangeInput,
  SelectWidget: SelectInput,
  TextareaWidget: TextArea,
  TimeWidget: TimeOfDayInput,
  switch: SwitchInput,
  tags: TagsInput,
  duration: DurationInput,
  cron: CronInput,
  timezone: TimeZoneInput,
};

/** The theme of the forms: that of RJSF for MUI with most of its parts replaced. */
export const formTheme: Pick<Registry, "fields" | "widgets" | "templates"> = {
  fields: { ...rjsfFields, ...fields },
  widgets: { ...rjsfWidgets, ...widgets },
  templates: {
    ...rjsfTemplates,
    ArrayFieldItemTemplate: ListItemTemplate,
    ArrayFieldTemplate: ListTemplate,
    BaseInputTemplate: TextInput,
    DescriptionFieldTemplate: DescriptionTemplate,
    FieldErrorTemplate,
    FieldHelpTemplate: HelpTemplate,
    FieldTemplate,
    ObjectFieldTemplate: ObjectTemplate,
  },
};
