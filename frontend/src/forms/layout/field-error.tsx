import ErrorIcon from "@mui/icons-material/ErrorOutlineRounded";
import Box from "@mui/material/Box";
import { errorId, type FieldErrorProps } from "@rjsf/utils";
import { type ErrorTree, messagesOf } from "../validation/field-errors.ts";
import { isSingleControl } from "../values/field-kind.ts";

/**
 * The errors of a field, under its control. A control that stands for a whole list also tells the
 * errors of its items.
 */
export function FieldErrorTemplate({
  errors = [],
  errorSchema,
  fieldPathId,
  schema,
  uiSchema,
}: FieldErrorProps) {
  // The tree is our own: `errorTree` made it, RJSF only carries it.
  const messages = isSingleControl(schema, uiSchema)
    ? messagesOf(errorSchema as ErrorTree)
    : errors.map(String);
  return <FieldErrors id={errorId(fieldPathId)} messages={messages} />;
}

/** Messages in red, each with a sign that does not need colour. */
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
