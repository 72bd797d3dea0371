import FormLabel from "@mui/material/FormLabel";
import { visuallyHidden } from "../../components/visually-hidden.ts";
import { labelId } from "../values/field-path.ts";

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
