import { access, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { parseJson } from "@formwork/contracts/json/parse-json";
import type { FieldError } from "@formwork/contracts/problem";
import { isObject } from "@formwork/contracts/schema/schema-tree";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { glob } from "tinyglobby";
import { type CollectedCode, collectCode } from "../code/collect-code.ts";
import { needsCode } from "../code/named-files.ts";
import { readDefinition } from "../definition.ts";
import { isOfTool, misplaced } from "./other-files.ts";

/**
 * A template file with its definition, or with the faults that keep it from having one. `folder`
 * holds the template's modules, relative to the templates folder; `name` is null where none is read.
 */
export type TemplateFile = { file: string; folder: string; name: string | null } & (
  | { definition: TemplateDefinition; code: CollectedCode | null }
  | { errors: FieldError[] }
);

/** Largest file that is read, in bytes: twice what a template may hold, for spaces in it. */
const maxBytes = 512 * 1024;

/**
 * Reads the JSON files of a folder, and `template.json` of each folder in it, in order of their
 * paths; those of tools are no templates. A second file of the same template name is a fault, as are
 * a folder that cannot be read and a file that looks like a template and lies where none is read.
 */
export async function readTemplateFiles(root: string): Promise<TemplateFile[]> {
  if (!(await exists(root)))
    return [{ file: "", folder: "", name: null, errors: [fault("there is no such folder")] }];
  const files = await templateFilesIn(root);
  const read: TemplateFile[] = [];
  for (const file of files) read.push(refuseDuplicate(await readTemplateFile(root, file), read));
  return [...read, ...(await misplacedFiles(root))];
}

/** Returns the paths of the template files in a folder, in order. */
export async function templateFilesIn(root: string): Promise<string[]> {
  const files = await glob(["*.json", "*/template.json"], { cwd: root });
  return files.filter((file) => !isOfTool(basename(file))).sort();
}

async function misplacedFiles(root: string): Promise<TemplateFile[]> {
  const found = misplaced.map(async ({ patterns, message }) => {
    const files = await glob(patterns, { cwd: root, ignore: ["**/node_modules/**"] });
    return files
      .sort()
      .map((file) => ({ file, folder: dirname(file), name: null, errors: [fault(message)] }));
  });
  return (await Promise.all(found)).flat();
}

async function readTemplateFile(root: string, file: string): Promise<TemplateFile> {
  const folder = basename(file) === "template.json" && dirname(file) !== "." ? dirname(file) : "";
  const place = { file, folder, name: null };
  const read = await readText(join(root, file));
  if ("errors" in read) return { ...place, ...read };
  const parsed = parseFile(read.text);
  if (parsed.faults.length > 0) return { ...place, errors: parsed.faults };
  const result = readDefinition(parsed.value);
  if ("errors" in result) return { ...place, name: nameIn(parsed.value), ...result };
  const { name, run } = result.definition;
  if (run.kind === "module" && !(await exists(join(root, folder, run.file))))
    return { ...place, name, errors: [missingModule(run.file)] };
  const collected = needsCode(run) ? await collect(root, folder, run) : { code: null };
  return { ...place, name, ...result, ...collected };
}

/** Reads the code beside a template; a file of it that cannot be read is a fault. */
async function collect(root: string, folder: string, run: TemplateDefinition["run"]) {
  try {
    return await collectCode({ root, folder, run });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return {
      errors: [
        { ...fault(`has a file in its folder that cannot be read (${code})`), pointer: "/run" },
      ],
    };
  }
}

/** The message of an error would tell where on this machine the folder is. */
async function readText(path: string): Promise<{ text: string } | { errors: FieldError[] }> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes)
      return { errors: [fault(`must have at most ${maxBytes / 1024} kB, and is larger`)] };
    return { text: await readFile(path, "utf8") };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { errors: [fault(reasons[code] ?? `cannot be read (${code})`)] };
  }
}

const reasons: Record<string, string> = {
  EACCES: "cannot be read: Formwork has no permission to",
  EISDIR: "is a folder, and must be a file",
  ENOENT: "cannot be read: it went while it was read",
};

function parseFile(text: string): { value: unknown; faults: FieldError[] } {
  try {
    const { value, faults } = parseJson(text);
    return { value, faults: faults };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { value: null, faults: [fault(`must be JSON, which has no comments: ${detail}`)] };
  }
}

function nameIn(value: unknown): string | null {
  return isObject(value) && typeof value.name === "string" ? value.name.slice(0, 63) : null;
}

function missingModule(file: string): FieldError {
  const message = `must exist: there is no ${file} in the folder`;
  return { pointer: "/run/file", message, keyword: "file" };
}

function fault(message: string): FieldError {
  return { pointer: "", message, keyword: "file" };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function refuseDuplicate(template: TemplateFile, before: TemplateFile[]): TemplateFile {
  if (!("definition" in template)) return template;
  const { file, folder, name } = template;
  const first = before.find((other) => "definition" in other && other.name === name);
  if (first === undefined) return template;
  const message = `${name} is taken by ${first.file}`;
  return { file, folder, name, errors: [{ pointer: "/name", message, keyword: "unique" }] };
}
