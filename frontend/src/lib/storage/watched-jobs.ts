import { createStoredIds } from "./stored-ids.ts";

/**
 * The jobs of whose end this browser notifies its user: those that were started in it, and those
 * for which the user asked.
 */
export const watchedJobs = createStoredIds({
  key: "formwork.watched-jobs",
  maxIds: 200,
  storage: () => localStorage,
});
