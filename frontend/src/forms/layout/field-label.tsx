import FormLabel from "@mui/material/FormLabel";
import { labelId } from "../values/field-path.ts";

/** For screen readers only. */
export const visuallyHidden = {
  position: "absolute",
  width: "1px",
  height: "1px",
  m: "-1px",
  p: 0,
  overflow: "hidden",
  clipPath: "inset(50%)",
  whiteSpace: "nowrap",
} as const;

type FieldLabelProps = { id: string; text: string; required?: boolean; hidden?: boolean };

/** Shows the label above a control. */
export function FieldLabel({ id, text, required = false, hidden = false }: FieldLabelProps) {
  return (
    <FormLabel
      id={labelId(id)}
      htmlFor={id}
      sx={
        hidden
          ? visuallyHidden
          : {
              ...(required ? requiredMark : {}),
              display: "block",
              color: "text.primary",
              fontSize: "0.8125rem",
              fontWeight: 550,
              mb: 0.5,
            }
      }
    >
      {text}
    </FormLabel>
  );
}

/**
 * Marks a label with a star. Screen readers skip it, because the control has `aria-required`;
 * browsers without support for alternative text read it out.
 */
export const requiredMark = {
  "&::after": { content: ['"*"', '"*" / ""'], color: "error.main", ml: 0.375 },
};
