import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export type Encoding = "br" | "gzip" | "identity";

/**
 * A file in memory. Each encoding is read or made once, on its first use: a build puts compressed
 * files beside its own, such as `main.js.br`.
 */
export type ServedFile = {
  path: string;
  etag: string;
  raw: Buffer;
  encoded: (encoding: Encoding) => Promise<Buffer>;
};

export type Files = {
  /** Returns the file at a path below the folder, or null. */
  find: (path: string) => Promise<ServedFile | null>;
};

/** Opens a folder of static files and caches them. A file whose time changed is read again. */
export function createFiles(folder: string): Files {
  const cache = new Map<string, { changed: number; file: ServedFile }>();
  return {
    async find(path) {
      const full = join(folder, path);
      if (path.includes("\0") || !full.startsWith(folder + sep)) return null;
      const stats = await stat(full).catch(() => null);
      if (!stats?.isFile()) return null;
      const cached = cache.get(full);
      if (cached?.changed === stats.mtimeMs) return cached.file;
      const file = serve(path, await readFile(full), (suffix) => readPacked(full, stats, suffix));
      cache.set(full, { changed: stats.mtimeMs, file });
      return file;
    },
  };
}

/**
 * Returns what the build has compressed beside a file, or null. A compressed file that is older than
 * the file itself is left over from another build.
 */
async function readPacked(
  full: string,
  { mtimeMs }: Stats,
  suffix: string,
): Promise<Buffer | null> {
  const packed = await stat(full + suffix).catch(() => null);
  return packed !== null && packed.mtimeMs >= mtimeMs ? readFile(full + suffix) : null;
}

type ReadPacked = (suffix: string) => Promise<Buffer | null>;

function serve(path: string, raw: Buffer, readPacked: ReadPacked): ServedFile {
  const made = new Map<Encoding, Promise<Buffer>>();
  const encode = async (encoding: Encoding) =>
    (encoding === "identity" ? null : await readPacked(suffixes[encoding])) ??
    encoders[encoding](raw);
  const etag = `"${createHash("sha256").update(raw).digest("base64url").slice(0, 22)}"`;
  return {
    path,
    etag,
    raw,
    encoded(encoding) {
      const content = made.get(encoding) ?? encode(encoding);
      made.set(encoding, content);
      return content;
    },
  };
}

const suffixes = { br: ".br", gzip: ".gz" } as const;
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };
const encoders: Record<Encoding, (raw: Buffer) => Promise<Buffer>> = {
  br: (raw) => promisify(brotliCompress)(raw, quality),
  gzip: (raw) => promisify(gzip)(raw),
  identity: async (raw) => raw,
};
