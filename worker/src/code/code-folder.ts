import { createHash } from "node:crypto";
import { chmod, mkdir, readdir, realpath, stat, utimes, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { shaOf, type TemplateCode } from "@formwork/engine/templates/code/template-code";
import type { Assignment } from "@formwork/engine/work/work";
import { removeFolder } from "../remove-folder.ts";
import { type CodeLayout, layOut } from "./code-layout.ts";
import { putInPlace, stampOfCopy } from "./put-in-place.ts";
import { strippedFolder, stripTypes } from "./strip-types.ts";

/** Returns the folder in which a version's module or scripts are found. */
export type FolderOf = (template: Assignment["template"]) => Promise<string>;

/** Finds all versions in the templates folder itself, as it is now. */
export function uncopied(templatesFolder: string): FolderOf {
  return async ({ folder }) => resolve(templatesFolder, folder);
}

/** What a copy has to be: SHA-256 in hex of each file by its path, all of which lie below `root`. */
export type KeptCode = { root: string; hashes: Readonly<Record<string, string>> };

/** The copies of code that versions are kept with, on the disk of a worker. */
export type CodeFolder = {
  folderOf: FolderOf;
  /**
   * Returns what a copy that `folderOf` has found has to be when it is run, where jobs could have
   * changed it since; null where they cannot, and for what is no copy.
   */
  keptCode: (template: Assignment["template"]) => KeptCode | null;
  /** Removes copies that no worker has used for long. */
  cleanUp: () => Promise<void>;
};

type Copy = { layout: CodeLayout; stamp: string | null; kept: KeptCode };

/** Copies known in this process; another one is looked at file by file again. */
const maxCopies = 1000;
/** A copy that nobody has used for so long is removed, in milliseconds: 30 days. */
const unusedMs = 30 * 86_400_000;
/** A worker says so often that it uses a copy, in milliseconds. */
const touchMs = 86_400_000;

/**
 * Keeps copies below `tmp`, by the hash of their code, for all workers that share it. Before each
 * attempt a copy is held against what was stored: by the stamps of its files, and where one of these
 * is new, by its content. So what a job changes there is undone before the next attempt begins. Where
 * attempts run beside it as the same user, they compare modules as they load them (`keptCode`).
 */
export function createCodeFolder(deps: {
  tmp: string;
  templatesFolder: string;
  load: (params: { hash: string }) => Promise<TemplateCode>;
  /** Whether jobs run as other users, who cannot write to copies. */
  isClosed?: boolean;
}): CodeFolder {
  const base = join(deps.tmp, "code");
  // Links are followed, as packages are looked up from where the folder really lies.
  const templatesFolder = realpath(deps.templatesFolder).catch(() => resolve(deps.templatesFolder));
  const copies = new Map<string, Copy>();
  const checking = new Map<string, Promise<string>>();
  const touchedAt = new Map<string, number>();

  async function folderOfCode(hash: string, home: string): Promise<string> {
    const root = await templatesFolder;
    const name = nameOfCopy(hash, resolve(root, home));
    const key = keyOf(hash, home);
    const folder = join(base, name);
    await touch(name);
    const copy = copies.get(key);
    if (copy?.stamp != null && stampOfCopy(copy.layout, folder) === copy.stamp)
      return join(folder, copy.layout.template);
    const code = await deps.load({ hash });
    const layout = layOut(code, { templatesFolder: root, home });
    await putInPlace(code, layout, folder);
    if (deps.isClosed) await stripTypes(folder, [...layout.files.values()]);
    const kept = keptCodeOf(code, layout, await realpath(folder));
    const [oldest] = copies.keys();
    if (copies.size >= maxCopies && oldest !== undefined) copies.delete(oldest);
    copies.set(key, { layout, stamp: stampOfCopy(layout, folder), kept });
    return join(folder, layout.template);
  }

  /** Attempts that begin together wait for one look. */
  function checkOnce(hash: string, home: string): Promise<string> {
    const key = keyOf(hash, home);
    const look = checking.get(key) ?? folderOfCode(hash, home).finally(() => checking.delete(key));
    checking.set(key, look);
    return look;
  }

  async function touch(name: string): Promise<void> {
    const now = Date.now();
    if (now - (touchedAt.get(name) ?? 0) < touchMs) return;
    touchedAt.set(name, now);
    // Jobs may run as other users, who read the code there.
    await mkdir(base, { recursive: true, mode: 0o755 });
    await chmod(base, 0o755);
    await writeFile(join(base, `${name}.used`), "");
    await utimes(join(base, `${name}.used`), now / 1000, now / 1000);
  }

  return {
    folderOf: async ({ codeHash, folder }) =>
      codeHash === undefined ? resolve(deps.templatesFolder, folder) : checkOnce(codeHash, folder),
    keptCode({ codeHash, folder }) {
      if (codeHash === undefined || deps.isClosed) return null;
      return copies.get(keyOf(codeHash, folder))?.kept ?? null;
    },
    async cleanUp() {
      for (const name of await readdir(base).catch(() => [])) {
        const { mtimeMs } = await stat(join(base, name)).catch(() => ({ mtimeMs: Date.now() }));
        const isOld = Date.now() - mtimeMs > unusedMs;
        const isMark = name.endsWith(".used");
        if (!isOld || !(isMark || isSpare.test(name))) continue;
        await removeFolder(join(base, name));
        if (!isMark) continue;
        const copy = join(base, name.slice(0, -".used".length));
        for (const folder of [copy, strippedFolder(copy)]) await removeFolder(folder);
      }
    },
  };
}

function keyOf(hash: string, home: string): string {
  return `${hash} ${home}`;
}

function keptCodeOf({ files }: TemplateCode, layout: CodeLayout, root: string): KeptCode {
  const placed = files.map(({ path, bytes }) => {
    return [join(root, layout.files.get(path) ?? ""), shaOf(bytes)] as const;
  });
  return { root, hashes: Object.fromEntries(placed) };
}

/** What a worker leaves that was killed while it made a copy. */
const isSpare = /\.[0-9a-f]{8}$/;

/** Packages are those of the folder, so that copies for two folders differ. */
function nameOfCopy(hash: string, home: string): string {
  const place = createHash("sha256").update(home).digest("hex");
  return `${hash.slice(0, 24)}-${place.slice(0, 8)}`;
}
