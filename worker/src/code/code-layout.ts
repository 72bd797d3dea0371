import { dirname, join, resolve, sep } from "node:path";
import type { TemplateCode } from "@formwork/engine/templates/code/template-code";

/** How kept code lies on the disk of a worker. Paths are below the folder of the copy. */
export type CodeLayout = {
  /** The folder of the template. */
  template: string;
  /** Folders with files, and those above them. */
  folders: Set<string>;
  /** Where each file lies, by its path below the templates folder. */
  files: Map<string, string>;
  /** Links and what they lead to: what is installed beside the template or above it. */
  links: Map<string, string>;
};

/** Where Node looks for packages, and for how files are to be read: in each folder above a file. */
const lookedUp = ["node_modules", "package.json"];
/** What is installed within the templates folder. */
const installed = [...lookedUp, ".venv", "venv"];

/**
 * Lays out the files of a template below the path that the templates folder has, so that a stack
 * trace reads as if they lay there. Packages are looked up from folder to folder upwards: each folder
 * of the copy has a link to those of the folder for which it stands. `home` is the template's folder
 * below the templates folder, which may have been renamed since.
 */
export function layOut(
  { folder, files }: TemplateCode,
  { templatesFolder, home }: { templatesFolder: string; home: string },
): CodeLayout {
  const root = templatesFolder.split(sep).filter(Boolean).join(sep);
  const template = join(root, folder);
  const placed = new Map(files.map(({ path }) => [path, join(root, path)]));
  const folders = new Set<string>();
  for (const path of [join(template, "x"), ...placed.values()])
    for (let at = dirname(path); !folders.has(at); at = dirname(at)) folders.add(at);
  const taken = new Set(placed.values());
  const live = (path: string) =>
    path === template || path.startsWith(template + sep)
      ? join(resolve(templatesFolder, home), path.slice(template.length))
      : join(sep, path);
  const namesIn = (at: string) => {
    if (at === template && folder !== "") return [...installed, "template.json"];
    return at === root || at.startsWith(root + sep) ? installed : lookedUp;
  };
  const links = [...folders].flatMap((at) =>
    namesIn(at)
      .map((name) => join(at, name))
      .filter((path) => !taken.has(path) && !folders.has(path))
      .map((path) => [path, live(path)] as const),
  );
  return { template, folders, files: placed, links: new Map(links) };
}
