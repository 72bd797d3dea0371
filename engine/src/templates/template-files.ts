import { access, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { parseJson } from "@formwork/contracts/json/parse-json";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { glob } from "tinyglobby";
import { faultsInLine, readDefinition } from "./definition.ts";

/**
 * A template file with its definition, or with the fault that keeps it from having one, in one
 * line. `folder` holds the template's modules, relative to the templates folder.
 */
export type TemplateFile = { file: string; folder: string } & (
  | { definition: TemplateDefinition }
  | { fault: string }
);

/**
 * Reads the JSON files of a folder, and `template.json` of each folder in it, in order of their
 * paths. A second file of the same template name is a fault, as is a folder that cannot be read.
 */
export async function readTemplateFiles(root: string): Promise<TemplateFile[]> {
  const missing = await access(root).then(
    () => null,
    (error: Error) => error.message,
  );
  if (missing !== null) return [{ file: root, folder: "", fault: missing }];
  const files = (await glob(["*.json", "*/template.json"], { cwd: root })).sort();
  const read = await Promise.all(files.map((file) => readTemplateFile(root, file)));
  return read.map((template, index) => refuseDuplicate(template, read.slice(0, index)));
}

async function readTemplateFile(root: string, file: string): Promise<TemplateFile> {
  const folder = basename(file) === "template.json" && dirname(file) !== "." ? dirname(file) : "";
  try {
    const { value, faults } = parseFile(await readFile(join(root, file), "utf8"));
    if (faults.length > 0) return { file, folder, fault: faultsInLine(faults) };
    const result = readDefinition(value);
    if ("errors" in result) return { file, folder, fault: faultsInLine(result.errors) };
    const { run } = result.definition;
    if (run.kind === "module" && !(await exists(join(root, folder, run.file))))
      return { file, folder, fault: `/run/file must exist: there is no ${run.file} in the folder` };
    return { file, folder, definition: result.definition };
  } catch (error) {
    return { file, folder, fault: error instanceof Error ? error.message : String(error) };
  }
}

/** Editors on Windows may put a byte order mark, which is invisible, before the text. */
function parseFile(text: string): ReturnType<typeof parseJson> {
  try {
    return parseJson(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Error(`must be JSON, which has no comments: ${detail}`);
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function refuseDuplicate(template: TemplateFile, before: TemplateFile[]): TemplateFile {
  if (!("definition" in template)) return template;
  const { name } = template.definition;
  const first = before.find((other) => "definition" in other && other.definition.name === name);
  return first === undefined
    ? template
    : {
        file: template.file,
        folder: template.folder,
        fault: `/name ${name} is taken by ${first.file}`,
      };
}
