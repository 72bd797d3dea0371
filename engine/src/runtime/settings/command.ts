/** The commands that read settings: `formwork start` and the three services. */
export const everyCommand = ["start", "scheduler", "worker", "notifier"] as const;
export type Command = (typeof everyCommand)[number];
