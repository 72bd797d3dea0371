import { createHash } from "node:crypto";

/**
 * The files that a version of a template needs to run: its module or scripts, and what those import.
 * They are kept with the version, so that its jobs run the code it was published with.
 */
export type TemplateCode = {
  /** The folder of the template below the templates folder; empty for that folder itself. */
  folder: string;
  /** In order of their paths. */
  files: CodeFile[];
};

export type CodeFile = {
  /** Path below the templates folder, with `/`. */
  path: string;
  /** Whether it may be run as a program. */
  executable: boolean;
  bytes: Buffer;
};

/** A file without its content, which its hash stands for. */
export type CodeEntry = Pick<CodeFile, "path" | "executable"> & { sha: string; size: number };

/** What is kept with a version at most. A folder of code has some kilobytes; data belongs elsewhere. */
export const maxCodeBytes = 8 * 1024 * 1024;
export const maxCodeFiles = 1000;

/** Returns what the content of a file is known by: SHA-256 in hex. */
export function shaOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Returns a file without its content. */
export function entryOf({ path, executable, bytes }: CodeFile): CodeEntry {
  return { path, executable, sha: shaOf(bytes), size: bytes.length };
}

/**
 * Hashes code. A folder that was renamed has the same hash, unless its code names files outside of
 * it, which may name the folder in turn.
 */
export function hashOfCode(folder: string, entries: readonly CodeEntry[]): string {
  const isWithin = entries.every(({ path }) => isBelow(folder, path));
  const files = entries.map(({ path, sha, executable }) => {
    return [isWithin && folder !== "" ? path.slice(folder.length + 1) : path, sha, executable];
  });
  const content = JSON.stringify([isWithin ? "" : folder, files]);
  return createHash("sha256").update(content).digest("hex");
}

/** Returns whether a path lies in a folder, of which the empty one is that of all templates. */
export function isBelow(folder: string, path: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}
