import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import Typography from "@mui/material/Typography";
import { type ReactNode, useId } from "react";

type CardProps = { title: string; actions?: ReactNode; flush?: boolean; children: ReactNode };

/** Shows a section of a page with its heading; `flush` removes the padding around its content. */
export function Card({ title, actions, flush = false, children }: CardProps) {
  const id = useId();
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-labelledby={id}
      sx={{ overflow: "hidden", minWidth: 0 }}
    >
      <Box
        sx={{
          display: "flex",
          alignItems: "center",
          justifyContent: "space-between",
          gap: 1,
          pl: 2,
          pr: 1,
          minHeight: 44,
          borderBottom: flush ? 1 : 0,
          borderColor: "divider",
        }}
      >
        <Typography id={id} variant="h3" component="h2">
          {title}
        </Typography>
        {actions}
      </Box>
      <Box sx={flush ? {} : { px: 2, pb: 2 }}>{children}</Box>
    </Paper>
  );
}
