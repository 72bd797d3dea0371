import Typography from "@mui/material/Typography";
import { type DescriptionFieldProps, type FieldHelpProps, helpId } from "@rjsf/utils";
import type { ReactNode } from "react";

/** Quiet text under a control. Plain text: line breaks are kept, nothing is read as markup. */
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

/** A schema's description. */
export function DescriptionTemplate({ id, description }: DescriptionFieldProps) {
  return description ? <Hint id={id}>{description}</Hint> : null;
}

/** The form's own help for a field. */
export function HelpTemplate({ help, fieldPathId }: FieldHelpProps) {
  return help ? <Hint id={helpId(fieldPathId)}>{help}</Hint> : null;
}
