import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { StartConfig } from "../config.ts";
import { endWith } from "../exit-codes.ts";

/** Where an installation that runs in one process keeps what a backup holds. */
export type Places = { home: string; database: string; log: string; etc: string };

/** Returns the places of an installation. Refuses one whose database is a server. */
export function placesOf({ home, store }: Pick<StartConfig, "home" | "store">): Places {
  const named = /^sqlite:(.*)$/.exec(store)?.[1];
  if (named === undefined)
    endWith(
      "usage",
      "FORMWORK_STORE is MongoDB: copy it with mongodump --oplog, as docs/deployment.md says",
    );
  const data = join(home, "data");
  return {
    ...{ home, log: join(data, "bus.db"), etc: join(home, "etc") },
    database: named === "" ? join(data, "formwork.db") : resolve(named),
  };
}

/** Refuses to work on the files of another user: files that SQLite makes beside them would shut that user out. */
export function refuseOtherUser({ home }: Pick<Places, "home">): void {
  if (!existsSync(home)) return;
  const owner = statSync(home).uid;
  const own = process.getuid?.() ?? owner;
  if (owner !== own)
    endWith("usage", `${home} belongs to the user with the id ${owner}; run this as that user`);
}
