import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { endWith } from "../exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Reads `-`, which is stdin, or `@file`; returns any other text as it is. */
export async function readInput(terminal: Terminal, given: string): Promise<string> {
  if (given === "-") return text(terminal.stdin);
  return given.startsWith("@") ? readTextFile(given.slice(1)) : given;
}

/** Reads a file as text; ends the command where it cannot be read. */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    return endWith("usage", `${file} cannot be read: ${reasonOf(error)}`);
  }
}

/** Returns why a file cannot be used, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Record<string, string> = {
  ENOENT: "there is no such file",
  EACCES: "you have no permission to",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is no folder",
};
