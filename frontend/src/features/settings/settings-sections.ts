import { paths } from "../../lib/paths.ts";

/** The pages of the settings, in their order. */
export const settingsSections: readonly { to: string; label: string }[] = [
  { to: paths.settings.retention, label: "Retention" },
  { to: paths.settings.limits, label: "Limits" },
];
