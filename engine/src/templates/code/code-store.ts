import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { fail } from "../../errors.ts";
import type { Store } from "../../store/store.ts";
import { type CodePartRow, codePartsTable, codeTable } from "./code-tables.ts";
import {
  type CodeEntry,
  type CodeFile,
  entryOf,
  hashOfCode,
  maxCodeBytes,
  shaOf,
  type TemplateCode,
} from "./template-code.ts";

/** The code of versions, by its hash. */
export type CodeStore = {
  /** Stores code, unless it is stored already; returns its hash. */
  save: (code: TemplateCode) => Promise<string>;
  /** Returns code. Fails with `unavailable` where it is not stored whole. */
  load: (hash: string) => Promise<TemplateCode>;
};

/** Length of a part before it is compressed, in bytes: a row is sent to a database at once. */
const partBytes = 256 * 1024;
/** Files that are read from the store at the same time. */
const atOnce = 10;

const compress = promisify(gzip);
const decompress = promisify(gunzip);

export function createCodeStore({ store }: { store: Pick<Store, "table"> }): CodeStore {
  const codes = store.table(codeTable);
  const parts = store.table(codePartsTable);

  async function saveFile({ bytes }: CodeFile, sha: string): Promise<void> {
    const rows = await partsOf(sha, bytes);
    // The first part last: where it is stored, all are.
    for (const row of rows.reverse()) await parts.insert({ row });
  }

  async function loadFile({ path, executable, sha }: CodeEntry): Promise<CodeFile> {
    const first = await partOf(sha, 0);
    const others = Array.from({ length: first.parts - 1 }, (_, index) => partOf(sha, index + 1));
    const data = [first, ...(await Promise.all(others))].map((row) => row.data);
    const compressed = Buffer.concat(data.map((one) => Buffer.from(one, "base64")));
    // What follows one another, compressed, is decompressed as one.
    const bytes = await decompress(compressed, { maxOutputLength: maxCodeBytes });
    return shaOf(bytes) === sha ? { path, executable, bytes } : lost(path);
  }

  async function partOf(sha: string, part: number): Promise<CodePartRow> {
    return (await parts.get({ id: `${sha}.${part}` }))?.row ?? lost(sha);
  }

  return {
    async save({ folder, files }) {
      const entries = files.map(entryOf);
      const hash = hashOfCode(folder, entries);
      if ((await codes.get({ hash })) !== null) return hash;
      for (const [index, file] of files.entries()) {
        const sha = entries[index]?.sha ?? "";
        if ((await parts.get({ id: `${sha}.0` })) === null) await saveFile(file, sha);
      }
      await codes.insert({ row: { hash, folder, files: entries } });
      return hash;
    },
    async load(hash) {
      const { folder, files: entries } = (await codes.get({ hash }))?.row ?? lost(hash);
      const files: CodeFile[] = [];
      for (let from = 0; from < entries.length; from += atOnce)
        files.push(...(await Promise.all(entries.slice(from, from + atOnce).map(loadFile))));
      return { folder, files };
    },
  };
}

/**
 * Divides a file into parts and compresses each. What is compressed differs with the machine, and
 * parts may come from several schedulers: each has to be whole in itself.
 */
function partsOf(sha: string, bytes: Buffer): Promise<CodePartRow[]> {
  const parts = Math.max(1, Math.ceil(bytes.length / partBytes));
  const rows = Array.from({ length: parts }, async (_, part) => {
    const data = await compress(bytes.subarray(part * partBytes, (part + 1) * partBytes));
    return { id: `${sha}.${part}`, parts, data: data.toString("base64") };
  });
  return Promise.all(rows);
}

function lost(what: string): never {
  return fail("unavailable", `The code of this version is not stored whole: ${what} is missing`);
}
