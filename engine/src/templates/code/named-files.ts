import type { Run } from "@formwork/contracts/run";
import { needsFolder } from "../versions/kept-folder.ts";

/** Whether a run needs files of its template's folder. */
export function needsCode(run: Run): boolean {
  return run.kind === "module" || (run.kind === "command" && needsFolder(run) !== undefined);
}

/** Lists the files and folders that a run names, relative to the folder of its template. */
export function namedByRun(run: Run): string[] {
  if (run.kind === "module") return [run.file];
  if (run.kind !== "command") return [];
  const [program] = run.argv;
  const texts = [...run.argv.flat(), ...Object.values(run.env ?? {}), run.cwd ?? ""];
  const inFolder = texts.flatMap((text) =>
    [...text.matchAll(/\{\{\s*template\.folder\s*\}\}\/([\w@.+/-]+)/g)].map(
      ([, path = ""]) => path,
    ),
  );
  const relative = [
    typeof program === "string" && program.includes("/") ? program : "",
    run.cwd ?? "",
  ];
  return [...inFolder, ...relative.filter((path) => path !== "" && !/^\/|\{\{/.test(path))];
}

/** Paths that begin with one dot or two, wherever they stand in a text. */
const relativePath = /\.{1,2}\/[\w@+-][\w@.+-]*(?:\/[\w@.+-]+)*|\.\.(?:\/\.\.)*(?:\/[\w@.+-]+)+/g;
/** Names that are taken from one file at most: a bound for what is no code. */
const maxNames = 2000;

/**
 * Lists what a file names by a relative path: imports, and whatever else looks like a path. A name
 * too many does no harm, as what does not exist is left out.
 */
export function namedInText(bytes: Buffer): string[] {
  if (bytes.length > maxTextBytes || bytes.subarray(0, 8192).includes(0)) return [];
  const names = new Set<string>();
  for (const [name] of bytes.toString("utf8").matchAll(relativePath)) {
    names.add(name);
    if (names.size === maxNames) break;
  }
  return [...names];
}

/** Larger files are data. In bytes. */
const maxTextBytes = 1024 * 1024;

/** Endings that `require` and imports of bundlers leave out. */
const endings = ["", ".js", ".cjs", ".mjs", ".ts", ".mts", ".json", ".py", ".sh"];

/** Lists the paths that a name may stand for, the likely one first. */
export function candidatesOf(path: string): string[] {
  return /\.\w+$/.test(path) ? [path] : endings.map((ending) => path + ending);
}
