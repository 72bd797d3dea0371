import Logout from "@mui/icons-material/Logout";
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import Divider from "@mui/material/Divider";
import Drawer from "@mui/material/Drawer";
import { Link, useLocation } from "react-router";
import { useSignOut } from "../../features/account/use-session.ts";
import { useMe } from "../../lib/api/people/use-me.ts";
import { AccountFacts } from "./account-facts.tsx";
import { type Destination, isWithin } from "./destinations.ts";
import type { Badge } from "./use-badges.ts";

type SheetProps = {
  open: boolean;
  destinations: readonly Destination[];
  badges: Partial<Record<string, Badge>>;
  onClose: () => void;
};

/** Shows, from the lower edge of a phone, the pages that its bar has no room for, and the account. */
export function MoreSheet({ open, destinations, badges, onClose }: SheetProps) {
  const { pathname } = useLocation();
  const me = useMe().data;
  const signOut = useSignOut();
  return (
    <Drawer
      anchor="bottom"
      open={open}
      onClose={onClose}
      slotProps={{ paper: { role: "dialog", "aria-label": "More", sx: sheet } }}
    >
      <Box component="nav" aria-label="More pages">
        {destinations.map(({ to, label, icon: Icon }) => (
          <Box
            key={to}
            component={Link}
            to={to}
            onClick={onClose}
            aria-current={isWithin(pathname, to) ? "page" : undefined}
            sx={entry}
          >
            <Icon aria-hidden fontSize="small" />
            {label}
            <Box component="span" sx={badges[to]?.isUrgent === true ? urgent : quiet}>
              {badges[to]?.text}
            </Box>
          </Box>
        ))}
      </Box>
      {destinations.length > 0 && <Divider />}
      {me != null && <AccountFacts {...me} />}
      <Divider />
      <ButtonBase onClick={() => signOut.mutate()} sx={{ ...entry, justifyContent: "flex-start" }}>
        <Logout aria-hidden fontSize="small" />
        Sign out
      </ButtonBase>
    </Drawer>
  );
}

const sheet = {
  borderRadius: "12px 12px 0 0",
  pt: 1,
  pb: "env(safe-area-inset-bottom)",
  maxHeight: "85dvh",
} as const;
const entry = {
  display: "flex",
  alignItems: "center",
  gap: 2,
  minHeight: 48,
  px: 2,
  color: "text.primary",
  fontSize: "0.875rem",
  textDecoration: "none",
  "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: -2 },
  "&[aria-current=page]": { bgcolor: "action.selected", "& svg": { color: "primary.main" } },
} as const;
const quiet = { ml: "auto", color: "text.secondary", fontSize: "0.8125rem" } as const;
const urgent = { ...quiet, color: "state.failed", fontWeight: 600 } as const;
