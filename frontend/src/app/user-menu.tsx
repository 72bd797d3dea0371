import Logout from "@mui/icons-material/Logout";
import Avatar from "@mui/material/Avatar";
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import Divider from "@mui/material/Divider";
import ListItemIcon from "@mui/material/ListItemIcon";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { useSignOut } from "../features/account/use-session.ts";
import { useMe } from "../lib/use-me.ts";
import { SchemeSwitch } from "./scheme-switch.tsx";

/** Who is signed in, the colour scheme, and the way out. */
export function UserMenu() {
  const me = useMe().data;
  const signOut = useSignOut();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (me === null || me === undefined) return null;
  return (
    <>
      <ButtonBase
        aria-label={`Account of ${me.email}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={button}
      >
        <Avatar
          sx={{ width: 28, height: 28, fontSize: "0.8125rem", fontWeight: 600, bgcolor: "primary.main", color: "primary.contrastText" }}
        >
          {me.email.charAt(0).toUpperCase()}
        </Avatar>
        <Box component="span" sx={{ display: { xs: "none", lg: "block" }, minWidth: 0, textAlign: "left" }}>
          <Typography variant="body2" noWrap sx={{ fontWeight: 500 }}>
            {me.email}
          </Typography>
          <Typography variant="caption" sx={{ color: "text.secondary", display: "block" }}>
            {me.role}
          </Typography>
        </Box>
      </ButtonBase>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ paper: { sx: { width: 264 } } }}>
        <Box component="li" role="none" sx={{ px: 2, pt: 0.5, pb: 1.5 }}>
          <Typography noWrap sx={{ fontWeight: 500 }}>
            {me.email}
          </Typography>
          <Typography variant="caption" sx={{ color: "text.secondary" }}>
            {me.role}
          </Typography>
        </Box>
        <Box component="li" role="none" sx={{ px: 2, pb: 1.5 }}>
          <SchemeSwitch />
        </Box>
        <Divider />
        <MenuItem onClick={() => signOut.mutate()}>
          <ListItemIcon>
            <Logout fontSize="small" />
          </ListItemIcon>
          Sign out
        </MenuItem>
      </Menu>
    </>
  );
}

const button = {
  gap: 1.25,
  p: 0.75,
  borderRadius: 1,
  width: { lg: "100%" },
  justifyContent: "flex-start",
  minWidth: 0,
  "&:hover": { bgcolor: "action.hover" },
};
