import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import icon from "../../components/icon.svg";
import { usePageTitle } from "../../components/page/use-page-title.ts";

/** Lays out a page for users who are not signed in: icon, heading, and one card. */
export function AccountFrame({
  title,
  lead,
  children,
}: {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}) {
  usePageTitle(title);
  return (
    <Box
      component="main"
      sx={{
        minHeight: "100dvh",
        display: "grid",
        alignContent: "center",
        justifyItems: "center",
        p: 2,
      }}
    >
      <Box sx={{ width: "100%", maxWidth: 380, pb: { sm: 8 } }}>
        <img src={icon} alt="" width={40} height={40} />
        <Typography variant="h1" sx={{ mt: 2 }}>
          {title}
        </Typography>
        <Typography sx={{ color: "text.secondary", mt: 0.5, mb: 2.5 }}>{lead}</Typography>
        <Paper variant="outlined" sx={{ p: 2.5 }}>
          {children}
        </Paper>
      </Box>
    </Box>
  );
}
