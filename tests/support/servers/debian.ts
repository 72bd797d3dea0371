import { tmpdir } from "node:os";
import { join } from "node:path";
import { execute, isProgram, onPath } from "./run-server.ts";

/**
 * Returns the path of a program of a Debian package; installs the package when the program is
 * missing and the tests run as root.
 */
export async function debianProgram(name: string, packageName: string): Promise<string> {
  return withPackage(packageName, name, () => find(name));
}

/**
 * Returns what `find` finds, if need be after the package is installed, which only root may do. `what`
 * is how it is called. Files of a run wait for each other: two installations at once would fail.
 */
export async function withPackage(
  packageName: string,
  what: string,
  find: () => Promise<string | null>,
): Promise<string> {
  const found = await find();
  if (found !== null) return found;
  if (process.getuid?.() !== 0 || (await onPath("apt-get")) === null)
    throw new Error(`${what} is not installed: apt-get install ${packageName}`);
  process.stderr.write(`installing ${packageName}\n`);
  const apt = "apt-get -qq -o DPkg::Lock::Timeout=300";
  const script = `${apt} update && ${apt} install -y --no-install-recommends "$0"`;
  await execute("flock", [aptLock, "sh", "-c", script, packageName], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  const installed = await find();
  if (installed === null) throw new Error(`the package ${packageName} brought no ${what}`);
  return installed;
}

const aptLock = join(tmpdir(), "formwork-apt.lock");

/** Looks in /usr/sbin too, which is not on the PATH of most users. */
async function find(name: string): Promise<string | null> {
  const server = join("/usr/sbin", name);
  return (await onPath(name)) ?? ((await isProgram(server)) ? server : null);
}
