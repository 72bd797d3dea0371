import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { OlderLines } from "./use-older-lines.ts";

type StatusProps = {
  older: OlderLines;
  /** The offset below which lines are not loaded; null where all are. */
  before: number | null;
  onRetry: () => void;
};

/** Says that older lines are being read, or that they could not be. */
export function OlderLinesStatus({ older, before, onRetry }: StatusProps) {
  if (before === null || (!older.isLoading && older.error === null)) return null;
  const count = (before - 1).toLocaleString("en");
  return (
    <Box role="status" sx={bar}>
      {older.isLoading
        ? `Reading older lines, ${count} left…`
        : `${count} older lines are not read.`}
      {!older.isLoading && <Button onClick={onRetry}>Try again</Button>}
    </Box>
  );
}

const bar = {
  display: "flex",
  alignItems: "center",
  gap: 1,
  px: 2,
  minHeight: 32,
  borderTop: 1,
  borderColor: "divider",
  color: "text.secondary",
  fontSize: "0.75rem",
};
