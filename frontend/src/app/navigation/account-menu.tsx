import Logout from "@mui/icons-material/Logout";
import SettingsOutlined from "@mui/icons-material/SettingsOutlined";
import Divider from "@mui/material/Divider";
import ListItemIcon from "@mui/material/ListItemIcon";
import MenuItem from "@mui/material/MenuItem";
import MenuList from "@mui/material/MenuList";
import Popover from "@mui/material/Popover";
import { Link } from "react-router";
import { useSignOut } from "../../features/account/use-session.ts";
import { useMay } from "../../lib/api/people/use-may.ts";
import { useMe } from "../../lib/api/people/use-me.ts";
import { paths } from "../../lib/paths.ts";
import { AccountFacts } from "./account-facts.tsx";

type MenuProps = { anchor: HTMLElement; onClose: () => void };

/** Shows who is signed in, the colour scheme, and the ways to the settings and out. */
export function AccountMenu({ anchor, onClose }: MenuProps) {
  const me = useMe().data;
  const signOut = useSignOut();
  const mayOpenSettings = useMay("credentials");
  if (me === null || me === undefined) return null;
  return (
    <Popover
      anchorEl={anchor}
      open
      onClose={onClose}
      slotProps={{ paper: { role: "dialog", "aria-label": "Account", sx: { width: 264 } } }}
    >
      <AccountFacts {...me} />
      <Divider />
      <MenuList aria-label="Account">
        {mayOpenSettings && (
          <MenuItem component={Link} to={paths.settings.home} onClick={onClose}>
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
  );
}
