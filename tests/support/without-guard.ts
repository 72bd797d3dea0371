import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A line of a source file that holds a guard, and what stands in its place without it. */
export type Guard = { file: string; find: string; replace: string };

const top = join(import.meta.dirname, "../..");
const variants: (readonly Guard[])[] = [];
let isRegistered = false;

/**
 * Imports a file of the project, and all that it imports, as they would be without some guards: an
 * attack has to succeed there, or its test could not fail. Nothing else in the process changes.
 */
export async function importWithout<Module>(
  file: string,
  guards: readonly Guard[],
): Promise<Module> {
  const gone = guards.find((guard) => !existsSync(join(top, guard.file)));
  if (gone !== undefined) throw new Error(`There is no file ${gone.file}`);
  if (!isRegistered) register();
  isRegistered = true;
  const variant = variants.push(guards) - 1;
  // The caller names the type of the file that it names.
  return (await import(`${pathToFileURL(join(top, file)).href}?without=${variant}`)) as Module;
}

function register() {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const variant = variantOf(context.parentURL ?? "");
      if (variant === null || !isOurs(resolved.url)) return resolved;
      return { ...resolved, url: `${resolved.url}?without=${variant}` };
    },
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const guards = variants[variantOf(url) ?? -1] ?? [];
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

function isOurs(url: string): boolean {
  return url.startsWith(pathToFileURL(top).href) && !url.includes("/node_modules/");
}

function withoutGuard(source: string, { file, find, replace }: Guard): string {
  if (source.split(find).length !== 2) throw new Error(`${file} does not have "${find}" once`);
  return source.replace(find, () => replace);
}
