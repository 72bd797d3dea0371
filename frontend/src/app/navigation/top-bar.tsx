import Box from "@mui/material/Box";
import { ConnectionIndicator } from "../../components/connection-indicator.tsx";
import { Brand } from "./brand.tsx";

/** Shows brand and connection at the upper edge of a phone. */
export function TopBar() {
  return (
    <Box
      component="header"
      sx={{
        display: { xs: "flex", sm: "none" },
        alignItems: "center",
        gap: 1.5,
        height: 52,
        flex: "none",
        px: 2,
        borderBottom: 1,
        borderColor: "divider",
        bgcolor: "background.paper",
      }}
    >
      <Brand />
      <Box sx={{ flex: 1 }} />
      <ConnectionIndicator compact />
    </Box>
  );
}
