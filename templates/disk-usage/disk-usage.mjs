// Measures a folder with du. A command of Formwork: the payload comes on stdin, the result goes
// into the file $FORMWORK_RESULT, progress is appended to $FORMWORK_PROGRESS, and all that is
// written is the job's log. Plain JavaScript: any node on PATH will do.
import { spawn } from "node:child_process";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";

/** Exit codes that the template never retries. */
const badFolder = 2;
const tooLarge = 3;

const payload = JSON.parse(readFileSync(0, "utf8"));
const { folder, top, limit } = payload;
const entries = await measure(payload);
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
 * Every entry du names, the folder itself by an empty path. Each entry of the folder's own is a
 * step of progress.
 */
async function measure(payload) {
  const steps = listFolder(payload.folder).length;
  const du = spawn("du", wordsFor(payload), { stdio: ["ignore", "pipe", "inherit"] });
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

function wordsFor({ folder, depth, measure, otherDisks, exclude = [] }) {
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

/** The texts between NULs, which unlike line breaks no file name holds. */
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
