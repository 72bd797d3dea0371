import { readFileSync, rmSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, matchesGlob, resolve } from "node:path";
import { execute } from "../../support/servers/run-server.ts";
import { asUser } from "./as-user.ts";
import { checkout } from "./compose.ts";
import { readCopy, readDockerfile, readEnv, type Stage } from "./dockerfile.ts";

/** Files of an image below a folder: those its Dockerfile adds, without those of the base image. */
export type Image = {
  root: string;
  workdir: string;
  environment: Record<string, string>;
  command: string[];
};

const ignored = readFileSync(join(checkout, ".dockerignore"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

const made = new Map<string, Promise<Image>>();

/**
 * Unpacks the image of a Dockerfile into a folder, once per test run. `RUN` instructions use this
 * machine's Node; those that install Debian packages are skipped.
 */
export function layOutImage(dockerfile: string): Promise<Image> {
  const image = made.get(dockerfile) ?? layOutStages(dockerfile);
  made.set(dockerfile, image);
  return image;
}

async function layOutStages(dockerfile: string): Promise<Image> {
  const folder = await mkdtemp(join(tmpdir(), "formwork-image-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  // The image's user differs from the one that unpacks it.
  await chmod(folder, 0o755);
  let image: Image | undefined;
  for (const stage of readDockerfile(dockerfile)) image = await layOutStage(stage, folder);
  if (image === undefined) throw new Error(`${dockerfile} has no stage`);
  return image;
}

async function layOutStage({ name, instructions }: Stage, folder: string): Promise<Image> {
  const root = join(folder, name);
  const image: Image = { root, workdir: "/", environment: {}, command: [] };
  let user: string | undefined;
  for (const { keyword, text } of instructions) {
    if (keyword === "WORKDIR") image.workdir = resolve(image.workdir, text);
    if (keyword === "ENV") Object.assign(image.environment, readEnv(text));
    if (keyword === "USER") user = text;
    if (keyword === "CMD") image.command = JSON.parse(text);
    await mkdir(join(root, image.workdir), { recursive: true });
    if (keyword === "COPY") await copy(text, { folder, root, workdir: image.workdir });
    if (keyword === "RUN" && !text.includes("apt-get")) await run(text, image, user);
  }
  return image;
}

async function copy(
  text: string,
  { folder, root, workdir }: { folder: string; root: string; workdir: string },
): Promise<void> {
  const { from, sources, target } = readCopy(text);
  for (const source of sources) {
    const origin = from === null ? join(checkout, source) : join(folder, from, source);
    const goal = join(root, resolve(workdir, target));
    const isFolder = (await stat(origin)).isDirectory();
    // A source folder is copied with its contents; a file goes into a target that is a folder.
    const to = isFolder || !target.endsWith("/") ? goal : join(goal, basename(source));
    if (from === null)
      await cp(origin, to, {
        recursive: true,
        filter: (path) => !isIgnored(path.slice(checkout.length)),
        verbatimSymlinks: true,
      });
    else await takeOver(origin, to);
  }
}

/**
 * Copies from a stage that has ended. The files stay the same ones: a copy of the thousands of a stage
 * takes seconds of a processor. As in an image they belong to root then, if a user has made some.
 */
async function takeOver(origin: string, goal: string): Promise<void> {
  await mkdir(dirname(goal), { recursive: true });
  await execute("cp", ["--archive", "--link", "--no-target-directory", origin, goal]);
  if (process.getuid?.() === 0) await execute("chown", ["--recursive", "0:0", goal]);
}

/** Returns whether `.dockerignore` excludes a path of the checkout, or a folder above it. */
export function isIgnored(path: string): boolean {
  if (path === "" || path === ".") return false;
  return ignored.some((pattern) => matchesGlob(path, pattern)) || isIgnored(dirname(path));
}

async function run(command: string, image: Image, user?: string): Promise<void> {
  const { root, workdir, environment } = image;
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const own = Object.entries(environment).map(([name, value]) => [
    name,
    value.replace(/^\/app\//, join(root, "app/")),
  ]);
  const env = { ...process.env, ...Object.fromEntries(own), PATH: path };
  const [program = "", ...args] = [...asUser(user), "sh", "-c", command];
  await execute(program, args, { cwd: join(root, workdir), env });
}
