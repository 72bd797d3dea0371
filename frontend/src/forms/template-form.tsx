import type { Payload } from "@formwork/contracts/schema/payload/payload";
import type { Template } from "@formwork/contracts/template";
import Box from "@mui/material/Box";
import type { ErrorSchema } from "@rjsf/utils";
import { type KeyboardEvent, useMemo } from "react";
import { SchemaForm } from "./schema-form.tsx";
import { errorTree } from "./validation/field-errors.ts";
import type { PayloadRules } from "./validation/payload-rules.ts";
import { UnreadableTextContext } from "./validation/unreadable-text.ts";
import type { FieldErrorsState } from "./validation/use-field-errors.ts";
import { useStable } from "./values/use-stable.ts";

type TemplateFormProps = {
  /** The id of the form element, for a submit button outside of it. */
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
 * Shows the form of a template with the given errors. `useFieldErrors` decides what is an error and
 * when to show it.
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
    }),
    [template],
  );
  const visible = useStable(errors.visible);
  // The tree is what RJSF takes; its type only lacks free keys.
  const errorSchema = useMemo(() => errorTree(visible) as ErrorSchema, [visible]);
  return (
    <UnreadableTextContext value={errors.onUnreadableText}>
      <Box onKeyDown={preventSubmitOnEnter}>
        <SchemaForm
          id={id}
          rules={rules}
          layout={layout}
          payload={payload}
          errors={errorSchema}
          disabled={disabled}
          onBlur={errors.onBlur}
          onChange={(edited, field) => {
            errors.onEdit(field, edited);
            onChange(edited);
          }}
          onSubmit={onSubmit}
        />
      </Box>
    </UnreadableTextContext>
  );
}

/**
 * Keeps Enter in a one-line input from submitting a form that may be half filled in; the button and
 * Ctrl+Enter submit it.
 */
function preventSubmitOnEnter(event: KeyboardEvent) {
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
