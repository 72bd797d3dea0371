import { createStoredIds } from "./stored-ids.ts";

/** The templates that the user of this browser has marked, the last one last. */
export const favouriteTemplates = createStoredIds({
  key: "formwork.favourite-templates",
  maxIds: 200,
  storage: () => localStorage,
});

/** The templates of which a job was last started in this browser, the last one last. */
export const recentTemplates = createStoredIds({
  key: "formwork.recent-templates",
  maxIds: 6,
  storage: () => localStorage,
});
