import Box from "@mui/material/Box";
import { splitMarks } from "../lib/text/split-marks.ts";

/** Shows the text of a group's errors; what differs from job to job is a mark such as `n`. */
export function MarkedMessage({ message }: { message: string }) {
  return splitMarks(message).map(({ text, isMark }, place) =>
    isMark ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
      <Box key={place} component="span" sx={mark}>
        {text}
      </Box>
    ) : (
      text
    ),
  );
}

const mark = {
  px: 0.5,
  borderRadius: "4px",
  bgcolor: "action.selected",
  color: "text.secondary",
  fontSize: "0.85em",
  fontStyle: "italic",
};
