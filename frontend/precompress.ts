import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const compressible = /\.(css|js|svg)$/;
/** A smaller file fits into one packet anyway. */
const minBytes = 1024;

/**
 * Writes beside each asset its compressed forms, `.br` and `.gz`, for the servers of the UI: the best
 * compression takes too long for a request.
 */
export async function precompress(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => compressible.test(name));
  await Promise.all(names.map((name) => precompressFile(join(folder, name))));
}

async function precompressFile(path: string): Promise<void> {
  const raw = await readFile(path);
  if (raw.length < minBytes) return;
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
  await Promise.all([
    promisify(brotliCompress)(raw, { params }).then((packed) => writeFile(`${path}.br`, packed)),
    promisify(gzip)(raw, { level: 9 }).then((packed) => writeFile(`${path}.gz`, packed)),
  ]);
}
