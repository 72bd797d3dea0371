import { join } from "node:path";
import { execute, isProgram, onPath } from "./run-server.ts";

/** Path of a program that Debian's `packageName` brings: the one that is there, else the package is installed when we are root. */
export async function debianProgram(name: string, packageName: string): Promise<string> {
  const found = await find(name);
  if (found !== null) return found;
  await install([packageName]);
  const installed = await find(name);
  if (installed === null) throw new Error(`the package ${packageName} brought no ${name}`);
  return installed;
}

/** Sees to it that Debian's packages are there, such as libraries to build with. Elsewhere whoever needs them will say so. */
export async function debianPackages(...packageNames: string[]): Promise<void> {
  if ((await onPath("dpkg-query")) === null) return;
  const isThere = (name: string) => execute("dpkg-query", ["--show", name]).catch(() => null);
  const missing = (await Promise.all(packageNames.map(async (name) => ((await isThere(name)) === null ? [name] : [])))).flat();
  if (missing.length > 0) await install(missing);
}

async function install(packageNames: string[]): Promise<void> {
  const list = packageNames.join(" ");
  if (process.getuid?.() !== 0 || (await onPath("apt-get")) === null) throw new Error(`${list} not installed: apt-get install ${list}`);
  process.stderr.write(`installing ${list}\n`);
  const apt = (...args: string[]) =>
    execute("apt-get", ["-qq", "-o", "DPkg::Lock::Timeout=300", ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  await apt("update");
  await apt("install", "-y", "--no-install-recommends", ...packageNames);
}

/** Servers are in a folder that a plain user's PATH leaves out. */
async function find(name: string): Promise<string | null> {
  const server = join("/usr/sbin", name);
  return (await onPath(name)) ?? ((await isProgram(server)) ? server : null);
}
