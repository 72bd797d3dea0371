import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { lookAtSqlite } from "@formwork/engine/store/sqlite/database-file";
import type { StoreFacts } from "@formwork/engine/store/store-facts";

/** Looks at the store that the settings name, and changes nothing in it. */
export async function storeFacts(store: string, home: string): Promise<StoreFacts> {
  const named = /^sqlite:(.*)$/.exec(store)?.[1];
  if (named === undefined)
    return (await import("@formwork/engine/store/mongo/look-at")).lookAtMongo(store);
  const file = named === "" ? join(home, "data", "formwork.db") : resolve(named);
  if (named !== "" && !existsSync(dirname(file)))
    throw new Error(`there is no folder ${dirname(file)}`);
  return lookAtSqlite(file);
}
