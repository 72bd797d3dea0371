import { existsSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A line of a source file that holds a guard, and what stands in its place without it. */
export type Guard = { file: string; find: string; replace: string };

/** Guards that are gone, and the files that are loaded anew for them: each leads to one of theirs. */
type Variant = { guards: readonly Guard[]; files: ReadonlySet<string> };

const top = join(import.meta.dirname, "../..");
const variants: Variant[] = [];
let isRegistered = false;

/**
 * Imports a file of the project, and all between it and the guards, as they would be without these:
 * an attack has to succeed there, or its test could not fail. Nothing else in the process changes.
 * Loading everything anew would take seconds.
 */
export async function importWithout<Module>(
  file: string,
  guards: readonly Guard[],
): Promise<Module> {
  const gone = guards.find((guard) => !existsSync(join(top, guard.file)));
  if (gone !== undefined) throw new Error(`There is no file ${gone.file}`);
  if (!isRegistered) register();
  isRegistered = true;
  const url = urlOf(file);
  const variant = variants.push({ guards, files: filesBetween(url, guards) }) - 1;
  // The caller names the type of the file that it names.
  return (await import(guards.length === 0 ? url : `${url}?without=${variant}`)) as Module;
}

function urlOf(file: string): string {
  return pathToFileURL(join(top, file)).href;
}

function register() {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const variant = variantOf(context.parentURL ?? "");
      const isWanted = variant !== null && variants[variant]?.files.has(resolved.url);
      return isWanted ? { ...resolved, url: `${resolved.url}?without=${variant}` } : resolved;
    },
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const guards = variants[variantOf(url) ?? -1]?.guards ?? [];
      const wanted = guards.filter(({ file }) => url.split("?")[0]?.endsWith(`/${file}`));
      if (wanted.length === 0) return loaded;
      const source = Buffer.from(loaded.source as Uint8Array).toString("utf8");
      return { ...loaded, source: wanted.reduce(withoutGuard, source) };
    },
  });
}

function variantOf(url: string): number | null {
  const [, variant] = /\?without=(\d+)$/.exec(url) ?? [];
  return variant === undefined ? null : Number(variant);
}

function withoutGuard(source: string, { file, find, replace }: Guard): string {
  if (source.split(find).length !== 2) throw new Error(`${file} does not have "${find}" once`);
  return source.replace(find, () => replace);
}

/**
 * Returns the files from which imports lead to one of the guards, among those that `root` loads.
 * Throws when they do not lead to each of them from there: nothing would be without it.
 */
function filesBetween(root: string, guards: readonly Guard[]): ReadonlySet<string> {
  const importers = importersBelow(root);
  const found = new Set(guards.map(({ file }) => urlOf(file)));
  for (const url of found) {
    if (url !== root && !importers.has(url)) throw new Error(`${root} does not load ${url}`);
    for (const importer of importers.get(url) ?? []) found.add(importer);
  }
  return found;
}

/** Returns for each file that `root` loads those that import it. */
function importersBelow(root: string): Map<string, string[]> {
  const importers = new Map<string, string[]>();
  const seen = new Set([root]);
  for (const url of seen)
    for (const imported of importsOf(url)) {
      seen.add(imported);
      importers.set(imported, [...(importers.get(imported) ?? []), url]);
    }
  return importers;
}

const known = new Map<string, string[]>();

/** Returns the files of the project that a file imports, without those of which it has types alone. */
function importsOf(url: string): string[] {
  const found = known.get(url) ?? readImports(url);
  known.set(url, found);
  return found;
}

/** An import or export of more than types, at the start of a file or within it. */
const imports = /\b(?:(?:im|ex)port (?!type\b)(?:[\w*{},$\s]*? from )?|import\()"([^"\s]+)"/g;

function readImports(url: string): string[] {
  const source = readFileSync(fileURLToPath(url), "utf8");
  return Array.from(source.matchAll(imports), ([, specifier = ""]) => specifier)
    .filter((specifier) => /^(\.|@formwork\/)/.test(specifier))
    .map((specifier) =>
      specifier.startsWith(".") ? new URL(specifier, url).href : import.meta.resolve(specifier),
    )
    .filter((imported) => imported.endsWith(".ts"));
}
