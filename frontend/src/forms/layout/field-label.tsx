import Box from "@mui/material/Box";
import FormLabel from "@mui/material/FormLabel";

/** Read by screen readers, not seen. */
export const unseen = {
  position: "absolute",
  width: 1,
  height: 1,
  m: "-1px",
  p: 0,
  overflow: "hidden",
  clipPath: "inset(50%)",
  whiteSpace: "nowrap",
} as const;

/** Id of the label of a control, for groups that are labelled by reference. */
export const labelId = (id: string) => `${id}__label`;

/** The label above a control. Most fields of a good form are needed, yet the star is what people know; the words are for screen readers. */
export function FieldLabel({
  id,
  text,
  required = false,
  hidden = false,
}: {
  id: string;
  text: string;
  required?: boolean;
  hidden?: boolean;
}) {
  return (
    <FormLabel
      id={labelId(id)}
      htmlFor={id}
      sx={hidden ? unseen : { display: "block", color: "text.primary", fontSize: "0.8125rem", fontWeight: 550, mb: 0.5 }}
    >
      {text}
      {required ? <RequiredMark /> : null}
    </FormLabel>
  );
}

/** A star for the eye, a word for the ear. */
export function RequiredMark() {
  return (
    <>
      <Box component="span" aria-hidden sx={{ color: "error.main", ml: 0.375 }}>
        *
      </Box>
      <Box component="span" sx={unseen}>
        {" (required)"}
      </Box>
    </>
  );
}
