import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { debianPackages } from "./debian.ts";
import { cacheFolder, execute, isProgram, onPath } from "./run-server.ts";

/** The version that frontend/Dockerfile is based on. Debian's is too old to look up the names of an upstream again. */
export const nginxVersion = "1.28.0";

type NginxFiles = { program: string; mimeTypes: string };

/** An nginx of that very version, from the cache, or built from the sources that a crate carries. */
export async function findNginx(): Promise<NginxFiles> {
  const folder = join(cacheFolder, `nginx-${nginxVersion}`);
  const files = { program: join(folder, "nginx"), mimeTypes: join(folder, "mime.types") };
  if (!(await isProgram(files.program))) await build(files);
  return files;
}

async function build(target: NginxFiles): Promise<void> {
  process.stderr.write(`building nginx ${nginxVersion}\n`);
  await debianPackages("gcc", "make", "libc6-dev", "libpcre2-dev", "zlib1g-dev", ...((await onPath("cargo")) === null ? ["cargo"] : []));
  const folder = await mkdtemp(join(tmpdir(), "formwork-nginx-"));
  try {
    const sources = await fetchSources(folder);
    const inSources = { cwd: sources, maxBuffer: 64 * 1024 ** 2 };
    await execute("sh", ["auto/configure", "--with-http_realip_module", "--with-http_sub_module"], inSources);
    await execute("make", ["--silent", "CFLAGS=-O1 -pipe"], inSources);
    await mkdir(dirname(target.program), { recursive: true });
    await cp(join(sources, "conf/mime.types"), target.mimeTypes);
    // Several suites may build at once; a rename puts a whole file in its place.
    await cp(join(sources, "objs/nginx"), `${target.program}.${process.pid}`);
    await rename(`${target.program}.${process.pid}`, target.program);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Has cargo fetch the crate, for a package that does nothing else; answers the folder of nginx's sources. */
async function fetchSources(folder: string): Promise<string> {
  const manifest = `[package]\nname = "sources"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\nnginx-src = "=${nginxVersion}"\n`;
  await writeFile(join(folder, "Cargo.toml"), manifest);
  await mkdir(join(folder, "src"));
  await writeFile(join(folder, "src/lib.rs"), "");
  await execute("cargo", ["vendor", "--quiet", "vendor"], { cwd: folder });
  return join(folder, "vendor/nginx-src/nginx");
}
