import type { SvgIconComponent } from "@mui/icons-material";
import GridViewOutlined from "@mui/icons-material/GridViewOutlined";
import ListAlt from "@mui/icons-material/ListAlt";
import { paths } from "../../lib/paths.ts";

/** The rooms of the house, in the order they are walked. */
export const destinations: readonly { to: string; label: string; icon: SvgIconComponent }[] = [
  { to: paths.templates, label: "Templates", icon: GridViewOutlined },
  { to: paths.jobs(), label: "Jobs", icon: ListAlt },
];

/** True when `pathname` lies in the part of the site that `to` opens. */
export function isWithin(pathname: string, to: string): boolean {
  return pathname === to || pathname.startsWith(`${to}/`);
}
