import { statSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { endWith } from "../exit-codes.ts";
import { readTextFile, reasonOf } from "../terminal/read-input.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { parseJsonObject } from "../values/parse-json-value.ts";

/** A template of a file: what the file says, whatever that is. */
export type DefinitionFile = { file: string; definition: Record<string, unknown> };

/**
 * Reads template files: `-` is stdin, and a folder stands for the files that a server would read
 * there.
 */
export async function readDefinitions(
  terminal: Terminal,
  given: readonly string[],
): Promise<DefinitionFile[]> {
  const files: string[] = [];
  for (const path of given) files.push(...(isFolder(path) ? await filesIn(path) : [path]));
  if (files.length === 0) endWith("usage", `There are no template files in ${given.join(", ")}`);
  const read: DefinitionFile[] = [];
  for (const file of files) {
    const content = file === "-" ? await text(terminal.stdin) : await readTextFile(file);
    read.push({ file, definition: parseJsonObject(file, content) });
  }
  return read;
}

/** Only a folder needs the engine's reading of folders. */
async function filesIn(folder: string): Promise<string[]> {
  const { templateFilesIn } = await import("@formwork/engine/templates/folder/template-files");
  return (await templateFilesIn(folder)).map((file) => join(folder, file));
}

function isFolder(path: string): boolean {
  try {
    return path !== "-" && statSync(path).isDirectory();
  } catch (error) {
    return endWith("usage", `${path} cannot be read: ${reasonOf(error)}`);
  }
}
