import Box from "@mui/material/Box";

/** Shows a tag of a job. */
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
