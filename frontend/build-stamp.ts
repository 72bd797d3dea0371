import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dist } from "./webpack.config.ts";

const root = join(import.meta.dirname, "..");
const sources = [
  "frontend/src/**/*.*",
  "frontend/*.{ts,ejs,json}",
  "contracts/src/**/*.ts",
  "package-lock.json",
];

/** The file with the hash of the sources of the last successful build. */
export const stampFile = join(dist, ".stamp");

/**
 * Returns a hash over the names and contents of all files that the bundle is built from. File times
 * are not used, because a checkout changes them.
 */
export function sourceHash(): string {
  const hash = createHash("sha256");
  const files = globSync(sources, { cwd: root }).filter((file) => !file.endsWith(".test.ts"));
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** True when `dist` was built from the current sources. */
export function isFresh(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === sourceHash();
}
