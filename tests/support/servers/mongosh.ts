import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder, execute, onPath } from "./run-server.ts";

const version = "2.12.0";

/** Returns program and first arguments of MongoDB's shell: `MONGOSH`, PATH, the cache, or from npm. */
export async function findMongosh(): Promise<[string, ...string[]]> {
  const named = process.env.MONGOSH ?? (await onPath("mongosh"));
  if (named !== null) return [named];
  const folder = join(cacheFolder, `mongosh-${version}`);
  if (!existsSync(folder)) await fetchPackage(folder);
  return [process.execPath, join(folder, "node_modules/mongosh/bin/mongosh.js")];
}

async function fetchPackage(target: string): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  const folder = await mkdtemp(`${target}-`);
  await execute("npm", [
    "install",
    "--prefix",
    folder,
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    `mongosh@${version}`,
  ]);
  // A rename never leaves a partial folder; another run may have been faster.
  await rename(folder, target).catch((error) => {
    if (!existsSync(target)) throw error;
  });
}
