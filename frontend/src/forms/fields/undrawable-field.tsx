import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import type { FieldProps } from "@rjsf/utils";
import { FieldErrors } from "../layout/field-error.tsx";
import { FieldLabel } from "../layout/field-label.tsx";
import { type ErrorTree, messagesOf } from "../validation/field-errors.ts";
import { titleFromName } from "../values/schema-labels.ts";
import { JsonField } from "./json-field.tsx";

/** Stands for a field that cannot be drawn: says so, and takes its value as JSON. */
export function UndrawableField({ error, ...props }: FieldProps & { error: Error }) {
  const { fieldPathId, name, schema, required, errorSchema } = props;
  const title = String(schema.title ?? titleFromName(name)) || "This form";
  return (
    <Box className="fw-field">
      <FieldLabel id={fieldPathId.$id} text={title} required={required ?? false} />
      <Alert severity="warning" sx={{ mb: 1 }}>
        {title} cannot be shown as fields: its template asks for what the form does not have. Write
        its value as JSON. ({error.message.slice(0, 200)})
      </Alert>
      <JsonField {...props} />
      <FieldErrors
        id={`${fieldPathId.$id}__error`}
        // RJSF passes on the tree that `errorTree` built.
        messages={messagesOf(errorSchema as ErrorTree | undefined)}
      />
    </Box>
  );
}
