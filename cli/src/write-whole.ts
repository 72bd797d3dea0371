import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a file that is either there as a whole or not at all, also when the power fails. Only its
 * owner may read it.
 */
export function writeWhole(file: string, text: string): void {
  const written = `${file}.new`;
  writeFileSync(written, text, { mode: 0o600, flush: true });
  renameSync(written, file);
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}
