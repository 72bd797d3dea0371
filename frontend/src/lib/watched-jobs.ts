import { createStoredIds } from "./stored-ids.ts";

/**
 * Jobs whose end this browser's user wants to hear of: those started here, and those told to be
 * watched.
 */
export const watchedJobs = createStoredIds({
  key: "formwork.watched-jobs",
  limit: 200,
  storage: () => localStorage,
});
