import Box from "@mui/material/Box";
import Divider from "@mui/material/Divider";
import { Fragment } from "react";
import { ConnectionIndicator } from "../../components/connection-indicator.tsx";
import { Brand } from "./brand.tsx";
import { NavItem } from "./nav-item.tsx";
import { useBadges } from "./use-badges.ts";
import { useDestinations } from "./use-destinations.ts";
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
  const destinations = useDestinations();
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
        {destinations.map(({ to, label, icon, group }, place) => (
          <Fragment key={to}>
            {place > 0 && destinations[place - 1]?.group !== group && <Divider sx={{ my: 0.75 }} />}
            <NavItem to={to} label={label} icon={icon} badge={badges[to]} />
          </Fragment>
        ))}
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
