import { formDefaults } from "@formwork/contracts/schema/form-schema";
import type { Template } from "@formwork/contracts/template";
import Box from "@mui/material/Box";
import Form from "@rjsf/core";
import type { ErrorSchema } from "@rjsf/utils";
import { type KeyboardEvent, useMemo } from "react";
import { UnreadableTextContext } from "./fields/unreadable-text.ts";
import { formTheme } from "./form-theme.tsx";
import { errorTree } from "./validation/field-errors.ts";
import type { Payload, PayloadRules } from "./validation/payload-rules.ts";
import type { FieldErrorsState } from "./validation/use-field-errors.ts";
import { idPrefix, idSeparator } from "./values/field-path.ts";

type TemplateFormProps = {
  /** Id of the form element, for a submit button that stands elsewhere. */
  id: string;
  template: Pick<Template, "form">;
  rules: PayloadRules;
  payload: Payload;
  errors: FieldErrorsState;
  onChange: (payload: Payload) => void;
  onSubmit: () => void;
  disabled?: boolean;
};

/**
 * The form of a template. It shows the errors it is given; what is an error, and when to show it,
 * is `useFieldErrors`' to say.
 */
export function TemplateForm({
  id,
  template,
  rules,
  payload,
  errors,
  onChange,
  onSubmit,
  disabled = false,
}: TemplateFormProps) {
  const layout = useMemo(
    () => ({
      ...template.form,
      "ui:globalOptions": { copyable: true, ...globalOptions(template) },
      "ui:submitButtonOptions": { norender: true },
    }),
    [template],
  );
  // Both trees are the same shape; RJSF's type cannot say that keys are free.
  const shown = useMemo(() => errorTree(errors.shown) as ErrorSchema, [errors.shown]);
  return (
    <UnreadableTextContext value={errors.report}>
      <Box onKeyDown={keepOnEnter}>
        <Form
          {...formTheme}
          id={id}
          schema={rules.schema}
          uiSchema={layout}
          validator={rules.validator}
          experimental_defaultFormStateBehavior={formDefaults}
          formData={payload}
          idPrefix={idPrefix}
          idSeparator={idSeparator}
          disabled={disabled}
          extraErrors={shown}
          // The browser's bubbles and RJSF's own validation would each say it in other words than
          // ours.
          noHtml5Validate
          noValidate
          showErrorList={false}
          onBlur={errors.left}
          onChange={({ formData }, field) => {
            errors.edited(field ?? idPrefix, formData);
            onChange(formData);
          }}
          onSubmit={onSubmit}
        />
      </Box>
    </UnreadableTextContext>
  );
}

/**
 * Enter in a line of text does not start a job half-way through its form; the button and Ctrl+Enter
 * do.
 */
function keepOnEnter(event: KeyboardEvent) {
  if (
    event.key === "Enter" &&
    event.target instanceof HTMLInputElement &&
    !event.ctrlKey &&
    !event.metaKey
  )
    event.preventDefault();
}

function globalOptions({ form }: Pick<Template, "form">): object {
  const options = form?.["ui:globalOptions"];
  return typeof options === "object" && options !== null ? options : {};
}
