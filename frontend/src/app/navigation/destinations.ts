import type { Scope } from "@formwork/contracts/account";
import type { SvgIconComponent } from "@mui/icons-material";
import DnsOutlined from "@mui/icons-material/DnsOutlined";
import ErrorOutlineOutlined from "@mui/icons-material/ErrorOutlineOutlined";
import EventRepeat from "@mui/icons-material/EventRepeatRounded";
import GridViewOutlined from "@mui/icons-material/GridViewOutlined";
import HomeOutlined from "@mui/icons-material/HomeOutlined";
import ListAlt from "@mui/icons-material/ListAlt";
import SettingsOutlined from "@mui/icons-material/SettingsOutlined";
import { paths } from "../../lib/paths.ts";

/** An entry of the navigation. */
export type Destination = {
  to: string;
  label: string;
  icon: SvgIconComponent;
  /** What a user needs to be shown the entry. */
  scope: Scope;
  /** Entries that belong together stand together. */
  group: "start" | "work" | "system";
  /** Whether it stands in the bar of a phone; the others are behind *More*. */
  isInBar?: boolean;
};

/** The entries of the navigation, in their order. */
export const destinations: readonly Destination[] = [
  ...inGroup("start", [
    { to: paths.home, label: "Home", icon: HomeOutlined, scope: "jobs:read", isInBar: true },
    {
      ...{ to: paths.templates, label: "Templates", icon: GridViewOutlined },
      ...{ scope: "templates:read", isInBar: true },
    },
  ]),
  ...inGroup("work", [
    { to: paths.jobs(), label: "Jobs", icon: ListAlt, scope: "jobs:read", isInBar: true },
    {
      ...{ to: paths.schedules, label: "Schedules", icon: EventRepeat },
      ...{ scope: "schedules:read", isInBar: true },
    },
    {
      ...{ to: paths.deadLetters, label: "Dead letters", icon: ErrorOutlineOutlined },
      scope: "jobs:read",
    },
  ]),
  ...inGroup("system", [
    { to: paths.workers(), label: "Workers", icon: DnsOutlined, scope: "workers:read" },
    {
      ...{ to: paths.settings.home, label: "Settings", icon: SettingsOutlined },
      scope: "credentials",
    },
  ]),
];

function inGroup(
  group: Destination["group"],
  entries: readonly Omit<Destination, "group">[],
): Destination[] {
  return entries.map((entry) => ({ ...entry, group }));
}

/** True when `pathname` is `to` or below it. Nothing is below the home page. */
export function isWithin(pathname: string, to: string): boolean {
  return pathname === to || pathname.startsWith(`${to}/`);
}
