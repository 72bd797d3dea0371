// Measures a folder with du, as a command of Formwork: reads the payload from stdin, writes the
// result to the file $FORMWORK_RESULT and appends progress to $FORMWORK_PROGRESS. What it prints
// goes to the job's log. It is JavaScript so that it runs on any version of node on PATH.
import { spawn } from "node:child_process";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Exit codes after which the template does not retry. */
const badFolder = 2;
const tooLarge = 3;

const payload = JSON.parse(readFileSync(0, "utf8"));
const { folder: wanted, top, limit } = payload;
// There is always one to try it out with.
const own = dirname(fileURLToPath(import.meta.url));
const folder = wanted ?? "this template";
const entries = await measure({ ...payload, folder: wanted ?? own });
const total =
  entries.find(({ path }) => path === "") ?? stop(badFolder, `du could not measure ${folder}`);
const largest = entries
  .filter((entry) => entry !== total)
  .sort((a, b) => b.bytes - a.bytes)
  .slice(0, top);
for (const { bytes, path } of largest)
  process.stdout.write(`${inMegabytes(bytes).padStart(12)}  ${path}\n`);
writeFileSync(process.env.FORMWORK_RESULT, JSON.stringify({ folder, bytes: total.bytes, largest }));
if (limit?.kind === "fail" && total.bytes > limit.megabytes * 1e6)
  stop(tooLarge, `${folder} holds ${inMegabytes(total.bytes)}, more than ${limit.megabytes} MB`);

/**
 * Returns the entries that du lists. The path of the folder itself is empty. Reports progress at
 * each entry that is directly in the folder.
 */
async function measure(payload) {
  const steps = listFolder(payload.folder).length;
  const du = spawn("du", argumentsFor(payload), { stdio: ["ignore", "pipe", "inherit"] });
  const found = [];
  let done = 0;
  for await (const record of records(du.stdout)) {
    const [bytes] = record.split("\t", 1);
    const path = relative(payload.folder, record.slice(bytes.length + 1));
    found.push({ path, bytes: Number(bytes) });
    if (path !== "" && !path.includes("/")) report(++done / steps, path);
  }
  return found;
}

function argumentsFor({ folder, depth, measure, otherDisks, exclude = [] }) {
  return [
    "--all",
    "--null",
    "--block-size=1",
    `--max-depth=${depth}`,
    ...(measure === "length" ? ["--apparent-size"] : []),
    ...(otherDisks ? [] : ["--one-file-system"]),
    ...exclude.map((name) => `--exclude=${name}`),
    "--",
    folder,
  ];
}

function listFolder(folder) {
  try {
    return readdirSync(folder);
  } catch (error) {
    return stop(badFolder, error.message);
  }
}

/** Splits a stream at NULs, which file names cannot contain. */
async function* records(stream) {
  let rest = "";
  for await (const chunk of stream.setEncoding("utf8")) {
    const parts = (rest + chunk).split("\0");
    rest = parts.pop();
    yield* parts;
  }
}

function report(part, path) {
  appendFileSync(
    process.env.FORMWORK_PROGRESS,
    `${Math.floor(100 * part)} ${path.replaceAll("\n", " ")}\n`,
  );
}

function inMegabytes(bytes) {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

function stop(code, message) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
