import { access, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { FieldError } from "@formwork/contracts/job";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { glob } from "tinyglobby";
import { readDefinition } from "./definition.ts";

/**
 * A template file: what it defines, or why it does not. `folder` is where its modules lie, below
 * the templates folder.
 */
export type TemplateFile = { file: string; folder: string } & (
  | { definition: TemplateDefinition }
  | { fault: string }
);

/**
 * Reads the JSON files of a folder, and `template.json` of each folder in it, in order of their
 * names.
 */
export async function readTemplateFiles(root: string): Promise<TemplateFile[]> {
  const missing = await access(root).then(
    () => null,
    (error: Error) => error.message,
  );
  if (missing !== null) return [{ file: root, folder: "", fault: missing }];
  const files = (await glob(["*.json", "*/template.json"], { cwd: root })).sort();
  const read = await Promise.all(files.map((file) => readTemplateFile(root, file)));
  return read.map((template, index) => refuseRepeated(template, read.slice(0, index)));
}

async function readTemplateFile(root: string, file: string): Promise<TemplateFile> {
  const folder = basename(file) === "template.json" && dirname(file) !== "." ? dirname(file) : "";
  try {
    const result = readDefinition(JSON.parse(await readFile(join(root, file), "utf8")));
    if ("errors" in result) return { file, folder, fault: faultOf(result.errors) };
    const { run } = result.definition;
    if (run.kind === "module") await access(join(root, folder, run.file));
    return { file, folder, definition: result.definition };
  } catch (error) {
    return { file, folder, fault: error instanceof Error ? error.message : String(error) };
  }
}

function refuseRepeated(template: TemplateFile, before: TemplateFile[]): TemplateFile {
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

/** The faults of a template in one line. */
export function faultOf(errors: readonly FieldError[]): string {
  return errors.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join("; ");
}
