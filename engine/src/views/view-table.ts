import { table } from "../store/table.ts";

/** A saved view as stored. */
export type ViewRow = {
  id: string;
  owner: string;
  name: string;
  /** The name in lower case: no two views of one owner share it, and lists are in its order. */
  nameKey: string;
  query: string;
  /** Milliseconds since 1970. */
  createdAt: number;
};

export const viewsTable = table<ViewRow>({
  name: "job_views",
  key: "id",
  unique: [["owner", "nameKey"]],
  indexes: [["owner"]],
});
