import Avatar from "@mui/material/Avatar";
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { lazyPopup } from "../../components/lazy/lazy-popup.tsx";
import { useMe } from "../../lib/api/people/use-me.ts";

const AccountMenu = lazyPopup(async () => (await import("./account-menu.tsx")).AccountMenu);

/** Shows the signed-in user, and a menu with the colour scheme and signing out. */
export function UserMenu() {
  const me = useMe().data;
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
      {anchor !== null && <AccountMenu anchor={anchor} onClose={() => setAnchor(null)} />}
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
