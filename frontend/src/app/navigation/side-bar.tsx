import SettingsOutlined from "@mui/icons-material/SettingsOutlined";
import Box from "@mui/material/Box";
import { ConnectionIndicator } from "../../components/connection-indicator.tsx";
import { useMay } from "../../lib/api/use-may.ts";
import { paths } from "../../lib/paths.ts";
import { Brand } from "./brand.tsx";
import { destinations } from "./destinations.ts";
import { NavItem } from "./nav-item.tsx";
import { useBadges } from "./use-badges.ts";
import { UserMenu } from "./user-menu.tsx";

const style = {
  display: { xs: "none", sm: "flex" },
  flexDirection: "column",
  flex: "none",
  width: { sm: 76, lg: 216 },
  borderRight: 1,
  borderColor: "divider",
  bgcolor: "background.paper",
};

/** Shows the navigation at the side: a column with names, or in a narrower window a rail of icons. */
export function SideBar() {
  const mayOpenSettings = useMay("settings:read");
  const badges = useBadges();
  return (
    <Box component="header" sx={style}>
      <Box
        sx={{
          height: 60,
          display: "flex",
          alignItems: "center",
          justifyContent: { sm: "center", lg: "flex-start" },
          px: { lg: 2 },
        }}
      >
        <Brand hideName="rail" />
      </Box>
      <Box component="nav" aria-label="Main" sx={{ px: 1, display: "grid", gap: 0.25 }}>
        {destinations.map((destination) => (
          <NavItem key={destination.to} {...destination} badge={badges[destination.to]} />
        ))}
        {mayOpenSettings && (
          <NavItem to={paths.settings.home} label="Settings" icon={SettingsOutlined} />
        )}
      </Box>
      <Box sx={{ flex: 1 }} />
      <Box
        sx={{
          px: { sm: 1, lg: 2 },
          py: 1,
          textAlign: { sm: "center", lg: "left" },
          display: "flex",
          justifyContent: { sm: "center", lg: "flex-start" },
        }}
      >
        <ConnectionIndicator />
      </Box>
      <Box
        sx={{
          p: 1,
          borderTop: 1,
          borderColor: "divider",
          display: "flex",
          justifyContent: { sm: "center", lg: "stretch" },
        }}
      >
        <UserMenu />
      </Box>
    </Box>
  );
}
