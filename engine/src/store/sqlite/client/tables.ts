import { createTables } from "../../tables/create-tables.ts";
import type { Threads } from "./threads.ts";

/** Keeps declared tables: each operation of one is a call of a thread. */
export function createSqliteTables({ write, read }: Threads) {
  return createTables({
    create: (shape) => write("createTable", shape),
    driverOf: (shape) => ({
      find: (params) => read("findRow", { shape, params }),
      page: (range) => read("pageRows", { shape, range }),
      insert: (row) => write("insertRow", { shape, row }),
      replaceIf: (row) => write("replaceRow", { shape, row }),
      remove: (params) => write("removeRow", { shape, params }),
    }),
  });
}
