import module from "node:module";
import { fileURLToPath } from "node:url";

/** Keeps compiled modules, as `formwork` does: loading some 900 files of TypeScript costs seconds. */
const folder = fileURLToPath(new URL("../../node_modules/.cache/node", import.meta.url));
module.enableCompileCache(folder);
// For the programs that tests start.
process.env.NODE_COMPILE_CACHE ??= folder;
