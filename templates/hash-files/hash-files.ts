import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { HandlerInput } from "@formwork/contracts/handler";
import { type Found, findFiles, type Wanted } from "./find-files.ts";

/** Without a folder, that of this template is taken: there is always one to try it out with. */
type Payload = Omit<Wanted, "folder"> & {
  folder?: string;
  algorithm: string;
  expected?: Record<string, string>;
};
type Hashed = Found & { hash: string };
type Report = {
  algorithm: string;
  count: number;
  bytes: number;
  files: Hashed[];
  unreadable: string[];
};

/** Hashes every file that matches. Throws when one is missing or differs from its expected sum. */
export async function run({
  payload,
  log,
  progress,
  signal,
}: HandlerInput<Payload>): Promise<Report> {
  const { folder = import.meta.dirname, algorithm, patterns, expected = {} } = payload;
  const found = await findFiles({ ...payload, folder }, signal);
  if (found.length === 0)
    throw new Error(
      `No file below ${payload.folder ?? "this template"} matches ${patterns.join(", ")}`,
    );
  const report: Report = { algorithm, count: 0, bytes: 0, files: [], unreadable: [] };
  for (const [index, file] of found.entries()) {
    progress((100 * index) / found.length, file.path);
    const hash = await hashFile(join(folder, file.path), algorithm, signal);
    log(`${hash ?? "may not be read"}  ${file.path}`);
    add(report, file, hash);
  }
  checkSums(report.files, expected);
  return report;
}

/** Returns the sum in hexadecimal digits, or undefined where the worker may not read the file. */
async function hashFile(
  path: string,
  algorithm: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const hash = createHash(algorithm);
  try {
    await pipeline(createReadStream(path), hash, { signal });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EACCES") return undefined;
    throw error;
  }
  return hash.digest("hex");
}

function add(report: Report, file: Found, hash: string | undefined): void {
  if (hash === undefined) {
    report.unreadable.push(file.path);
    return;
  }
  report.count += 1;
  report.bytes += file.bytes;
  report.files.push({ ...file, hash });
}

function checkSums(files: Hashed[], expected: Record<string, string>): void {
  const sums = new Map(files.map(({ path, hash }) => [path, hash]));
  const faults = Object.entries(expected)
    .filter(([path, sum]) => sums.get(path) !== sum.toLowerCase())
    .map(([path]) => `${path} ${sums.has(path) ? "has another sum" : "was not found"}`);
  if (faults.length > 0) throw new Error(`Not as expected: ${faults.join("; ")}`);
}
