import { accessSync, constants } from "node:fs";
import { join } from "node:path";

/** Where a system has its own programs. `PATH` is not asked: others may write to folders of it. */
const folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"];

/** Returns the path of a program of the system; null where it is not installed. */
export function findTool(name: string): string | null {
  const paths = folders.map((folder) => join(folder, name));
  return paths.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
