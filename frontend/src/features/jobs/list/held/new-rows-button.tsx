import ArrowUpward from "@mui/icons-material/ArrowUpward";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";

/** Says above the rows how many new jobs wait, and shows them when it is pressed. */
export function NewRowsButton({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <Box role="status" sx={place}>
      {count > 0 && (
        <Button size="small" variant="contained" startIcon={<ArrowUpward />} onClick={onShow}>
          {count} new
        </Button>
      )}
    </Box>
  );
}

const place = {
  position: "absolute",
  // In the line of the headings, where it lies under no pointer that is about to press a row.
  top: { xs: 8, md: 5 },
  left: "50%",
  transform: "translateX(-50%)",
  zIndex: 3,
  "& > button": { borderRadius: 8, boxShadow: { xs: 4, md: 0 }, height: { xs: 32, md: 26 } },
} as const;
