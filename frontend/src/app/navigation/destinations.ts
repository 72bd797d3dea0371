import type { SvgIconComponent } from "@mui/icons-material";
import DnsOutlined from "@mui/icons-material/DnsOutlined";
import ErrorOutlineOutlined from "@mui/icons-material/ErrorOutlineOutlined";
import EventRepeat from "@mui/icons-material/EventRepeatRounded";
import GridViewOutlined from "@mui/icons-material/GridViewOutlined";
import ListAlt from "@mui/icons-material/ListAlt";
import { paths } from "../../lib/paths.ts";

/** The entries of the navigation, in their order. */
export const destinations: readonly { to: string; label: string; icon: SvgIconComponent }[] = [
  { to: paths.templates, label: "Templates", icon: GridViewOutlined },
  { to: paths.jobs(), label: "Jobs", icon: ListAlt },
  { to: paths.schedules, label: "Schedules", icon: EventRepeat },
  { to: paths.deadLetters, label: "Dead letters", icon: ErrorOutlineOutlined },
  { to: paths.workers(), label: "Workers", icon: DnsOutlined },
];

/** True when `pathname` is `to` or below it. */
export function isWithin(pathname: string, to: string): boolean {
  return pathname === to || pathname.startsWith(`${to}/`);
}
