import { join } from "node:path";
import { execute, isProgram, onPath } from "./run-server.ts";

/**
 * Returns the path of a program of a Debian package; installs the package when the program is
 * missing and the tests run as root.
 */
export async function debianProgram(name: string, packageName: string): Promise<string> {
  const found = await find(name);
  if (found !== null) return found;
  if (process.getuid?.() !== 0 || (await onPath("apt-get")) === null)
    throw new Error(`${name} is not installed: apt-get install ${packageName}`);
  process.stderr.write(`installing ${packageName}\n`);
  const apt = (...args: string[]) =>
    execute("apt-get", ["-qq", "-o", "DPkg::Lock::Timeout=300", ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  await apt("update");
  await apt("install", "-y", "--no-install-recommends", packageName);
  const installed = await find(name);
  if (installed === null) throw new Error(`the package ${packageName} brought no ${name}`);
  return installed;
}

/** Looks in /usr/sbin too, which is not on the PATH of most users. */
async function find(name: string): Promise<string | null> {
  const server = join("/usr/sbin", name);
  return (await onPath(name)) ?? ((await isProgram(server)) ? server : null);
}
