import { createStoredIds } from "../../../../lib/storage/stored-ids.ts";

/**
 * The actions that were started or stopped in this browser, until their results are closed: only where
 * there are some does a page ask for actions when it is loaded.
 */
export const ownActions = createStoredIds({
  key: "formwork.own-actions",
  maxIds: 50,
  storage: () => localStorage,
});
