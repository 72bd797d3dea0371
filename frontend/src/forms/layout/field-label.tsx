import FormLabel from "@mui/material/FormLabel";

/** Read by screen readers, not seen. */
const unseen = {
  position: "absolute",
  width: "1px",
  height: "1px",
  m: "-1px",
  p: 0,
  overflow: "hidden",
  clipPath: "inset(50%)",
  whiteSpace: "nowrap",
} as const;

/** Id of the label of a control, for groups that are labelled by reference. */
export const labelId = (id: string) => `${id}__label`;

type FieldLabelProps = { id: string; text: string; required?: boolean; hidden?: boolean };

/** The label above a control. */
export function FieldLabel({ id, text, required = false, hidden = false }: FieldLabelProps) {
  return (
    <FormLabel
      id={labelId(id)}
      htmlFor={id}
      sx={
        hidden
          ? unseen
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
 * A star for the eye; the ear is told by `aria-required`, so the name stays the name. Browsers that
 * know no empty alternative read it out.
 */
export const requiredMark = {
  "&::after": { content: ['"*"', '"*" / ""'], color: "error.main", ml: 0.375 },
};
