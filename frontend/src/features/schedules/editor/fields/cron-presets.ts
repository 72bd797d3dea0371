/** Expressions to start from, and what they mean. */
export const cronPresets: readonly { label: string; cron: string }[] = [
  { label: "Every 15 minutes", cron: "*/15 * * * *" },
  { label: "Every hour", cron: "0 * * * *" },
  { label: "Every day", cron: "0 7 * * *" },
  { label: "Weekdays", cron: "0 7 * * 1-5" },
  { label: "Mondays", cron: "0 7 * * 1" },
  { label: "First of the month", cron: "0 7 1 * *" },
];
