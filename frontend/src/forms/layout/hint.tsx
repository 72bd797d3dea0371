import Typography from "@mui/material/Typography";
import { type DescriptionFieldProps, type FieldHelpProps, helpId } from "@rjsf/utils";
import type { ReactNode } from "react";

/** Shows a text below a control. Line breaks are kept; the text is not read as markup. */
export function Hint({ id, children }: { id?: string | undefined; children: ReactNode }) {
  return (
    <Typography
      id={id}
      variant="body2"
      sx={{ color: "text.secondary", mt: 0.5, whiteSpace: "pre-line", textWrap: "pretty" }}
    >
      {children}
    </Typography>
  );
}

/** Shows the description of a schema. */
export function DescriptionTemplate({ id, description }: DescriptionFieldProps) {
  return description ? <Hint id={id}>{description}</Hint> : null;
}

/** Shows the help text that the layout gives for a field. */
export function HelpTemplate({ help, fieldPathId }: FieldHelpProps) {
  return help ? <Hint id={helpId(fieldPathId)}>{help}</Hint> : null;
}
