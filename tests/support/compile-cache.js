import module from "node:module";
import { fileURLToPath } from "node:url";

/** Keeps compiled modules, as `formwork` does: loading some 900 files of TypeScript costs seconds. */
module.enableCompileCache(
  fileURLToPath(new URL("../../node_modules/.cache/node", import.meta.url)),
);
