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

/** Where the hash of the sources of the last good build is kept. */
export const stampFile = join(dist, ".stamp");

/**
 * One hash over everything the bundle is made from: names and contents. Times would lie after a
 * checkout.
 */
export function sourceHash(): string {
  const hash = createHash("sha256");
  const files = globSync(sources, { cwd: root }).filter((file) => !file.endsWith(".test.ts"));
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** True when `dist` was built from exactly the sources that are there now. */
export function isFresh(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === sourceHash();
}
