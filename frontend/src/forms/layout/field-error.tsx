import ErrorIcon from "@mui/icons-material/ErrorOutlineRounded";
import Box from "@mui/material/Box";
import { errorId, type FieldErrorProps } from "@rjsf/utils";
import { type ErrorTree, messagesOf } from "../validation/field-errors.ts";
import { isSingleControl } from "../values/field-kind.ts";

/**
 * Shows the errors of a field below its control. A single control of a list also shows the errors
 * of the items.
 */
export function FieldErrorTemplate({
  errors = [],
  errorSchema,
  fieldPathId,
  schema,
  uiSchema,
}: FieldErrorProps) {
  // RJSF passes on the tree that `errorTree` built.
  const messages = isSingleControl(schema, uiSchema)
    ? messagesOf(errorSchema as ErrorTree)
    : errors.map(String);
  return <FieldErrors id={errorId(fieldPathId)} messages={messages} />;
}

/** Shows error messages with an icon, because colour alone is no sign for everybody. */
export function FieldErrors({ id, messages }: { id: string; messages: readonly string[] }) {
  if (messages.length === 0) return null;
  return (
    <Box id={id} sx={{ color: "error.main", fontSize: "0.8125rem", lineHeight: 1.45, mt: 0.5 }}>
      {[...new Set(messages)].map((message) => (
        <Box key={message} sx={{ display: "flex", gap: 0.5 }}>
          <ErrorIcon aria-hidden sx={{ fontSize: 16, mt: "1.5px", flex: "none" }} />
          <Box sx={{ "&::first-letter": { textTransform: "uppercase" } }}>{message}</Box>
        </Box>
      ))}
    </Box>
  );
}
