import Logout from "@mui/icons-material/Logout";
import SettingsOutlined from "@mui/icons-material/SettingsOutlined";
import Avatar from "@mui/material/Avatar";
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import Divider from "@mui/material/Divider";
import ListItemIcon from "@mui/material/ListItemIcon";
import MenuItem from "@mui/material/MenuItem";
import MenuList from "@mui/material/MenuList";
import Popover from "@mui/material/Popover";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { Link } from "react-router";
import { useSignOut } from "../../features/account/use-session.ts";
import { useMay } from "../../lib/api/people/use-may.ts";
import { useMe } from "../../lib/api/people/use-me.ts";
import { paths } from "../../lib/paths.ts";
import { AccountFacts } from "./account-facts.tsx";

/** Shows the signed-in user, and a menu with the colour scheme and signing out. */
export function UserMenu() {
  const me = useMe().data;
  const signOut = useSignOut();
  const mayOpenSettings = useMay("credentials");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (me === null || me === undefined) return null;
  return (
    <>
      <ButtonBase
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        title={`Account of ${me.email}`}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={button}
      >
        <Avatar
          aria-hidden
          sx={{
            width: 28,
            height: 28,
            fontSize: "0.8125rem",
            fontWeight: 600,
            bgcolor: "primary.main",
            color: "primary.contrastText",
          }}
        >
          {me.email.charAt(0).toUpperCase()}
        </Avatar>
        <Box component="span" sx={userText}>
          <Typography variant="body2" noWrap sx={{ fontWeight: 500 }}>
            {me.email}
          </Typography>
          <Typography variant="caption" sx={{ color: "text.secondary", display: "block" }}>
            {me.role}
          </Typography>
        </Box>
      </ButtonBase>
      <Popover
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { role: "dialog", "aria-label": "Account", sx: { width: 264 } } }}
      >
        <AccountFacts {...me} />
        <Divider />
        <MenuList aria-label="Account">
          {mayOpenSettings && (
            <MenuItem component={Link} to={paths.settings.home} onClick={() => setAnchor(null)}>
              <ListItemIcon>
                <SettingsOutlined fontSize="small" />
              </ListItemIcon>
              Settings
            </MenuItem>
          )}
          <MenuItem onClick={() => signOut.mutate()}>
            <ListItemIcon>
              <Logout fontSize="small" />
            </ListItemIcon>
            Sign out
          </MenuItem>
        </MenuList>
      </Popover>
    </>
  );
}

/** Beside the avatar in a wide window; elsewhere for screen readers only. */
const userText = {
  position: { xs: "absolute", lg: "static" },
  width: { xs: "1px", lg: "auto" },
  height: { xs: "1px", lg: "auto" },
  overflow: "hidden",
  clipPath: { xs: "inset(50%)", lg: "none" },
  minWidth: 0,
  textAlign: "left",
} as const;

const button = {
  position: "relative",
  gap: 1.25,
  p: 0.75,
  borderRadius: 1,
  width: { lg: "100%" },
  justifyContent: "flex-start",
  minWidth: 0,
  "&:hover": { bgcolor: "action.hover" },
};
