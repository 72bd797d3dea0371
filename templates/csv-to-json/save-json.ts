import { constants } from "node:fs";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Writes `rows` as a JSON array, row by row. The file appears once it is complete. Throws where it
 * exists already.
 */
export async function saveJson(path: string, rows: AsyncIterable<unknown>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "csv-to-json-"));
  try {
    const draft = join(folder, "rows.json");
    await writeFile(draft, jsonArray(rows));
    await copyFile(draft, path, constants.COPYFILE_EXCL).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "EEXIST"
        ? new Error(`${path} exists already; save under another name`, { cause: error })
        : error;
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function* jsonArray(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const row of rows) {
    yield before + JSON.stringify(row);
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}
