import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a file that is either there as a whole or not at all, also when the power fails. Only its
 * owner may read it.
 */
export function writeWhole(file: string, text: string): void {
  const written = `${file}.new`;
  // What a write that broke off has left would keep its own permissions.
  rmSync(written, { force: true });
  writeFileSync(written, text, { mode: 0o600, flag: "wx", flush: true });
  renameSync(written, file);
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}
