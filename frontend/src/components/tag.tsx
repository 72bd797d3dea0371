import Box from "@mui/material/Box";

/** A word to find things by. */
export function Tag({ name }: { name: string }) {
  return (
    <Box
      component="span"
      sx={{
        px: 0.75,
        py: 0.125,
        borderRadius: "4px",
        bgcolor: "action.hover",
        color: "text.secondary",
        fontSize: "0.75rem",
      }}
    >
      {name}
    </Box>
  );
}
