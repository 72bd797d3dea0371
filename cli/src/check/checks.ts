import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { keyIdOf } from "@formwork/engine/jobs/secrets/key-ring";
import type { StoreFacts } from "@formwork/engine/store/store-facts";
import { readTemplateFiles } from "@formwork/engine/templates/folder/template-files";

/** What one check found: all is well, something is to be known, or something is wrong. */
export type Finding = { check: string; result: "ok" | "note" | "fault"; detail: string };

/** Says that all is well with something. */
export const well = (check: string, detail: string): Finding => ({ check, result: "ok", detail });
const note = (check: string, detail: string): Finding => ({ check, result: "note", detail });
const fault = (check: string, detail: string): Finding => ({ check, result: "fault", detail });

/** Room below which a disk is told of, in bytes: a day of a busy installation. */
const littleRoom = 1024 ** 3;

/** Checks the folder of an installation: its owner, its rights, and the room on its disk. */
export function checkHome(home: string): Finding[] {
  if (!existsSync(home))
    return [note("home", `${home} is not there yet; the first start makes it`)];
  const { uid } = statSync(home);
  const own = process.getuid?.() ?? uid;
  if (uid !== own && own !== 0)
    return [
      fault("home", `${home} belongs to the user with the id ${uid}, and this one has ${own}`),
    ];
  try {
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [fault("home", `${home} cannot be written to`)];
  }
  return [...openKeys(home), ...checkRoom(home)];
}

/** Others may not read what signs and opens. */
function openKeys(home: string): Finding[] {
  const etc = join(home, "etc");
  if (!existsSync(etc)) return [];
  const open = readdirSync(etc).filter((name) => (statSync(join(etc, name)).mode & 0o077) !== 0);
  return open.length === 0
    ? [well("rights", "only their owner can read keys")]
    : [
        fault(
          "rights",
          `others may read ${open.map((name) => join(etc, name)).join(", ")}: chmod 600`,
        ),
      ];
}

function checkRoom(home: string): Finding[] {
  const { bavail, bsize } = statfsSync(home);
  const free = bavail * bsize;
  const detail = `${Math.round(free / 1024 ** 2)} MB are free below ${home}`;
  return [free < littleRoom ? note("room", detail) : well("room", detail)];
}

/** Checks the version of a store's schema. */
export function checkSchema({ schema, newestSchema }: StoreFacts): Finding {
  if (schema === null) return note("store", "answers; the first start makes its tables");
  if (schema > newestSchema)
    return fault(
      "store",
      `it has schema ${schema}; this Formwork knows ${newestSchema}. Start the newer one, or restore a backup`,
    );
  if (schema < newestSchema)
    return note(
      "store",
      `answers; the next start brings its schema from ${schema} to ${newestSchema}. Back up first`,
    );
  return well("store", `answers, with schema ${schema}`);
}

/** Checks that the key which seals in a store is among those that are given. */
export function checkKey({ keyId }: StoreFacts, keys: readonly string[]): Finding {
  if (keyId === null) return note("key", "nothing is sealed yet");
  return keys.some((key) => keyIdOf(key) === keyId)
    ? well("key", "that of the store")
    : fault("key", "another one sealed the secrets of the store: set the key of before");
}

/** Checks the files in a folder of templates, as a start would read them. */
export async function checkTemplates(folder: string): Promise<Finding[]> {
  const files = await readTemplateFiles(folder);
  const faults = files.flatMap((read) =>
    "errors" in read
      ? [
          fault(
            "templates",
            `${join(folder, read.file)}: ${read.errors.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join("; ")}`,
          ),
        ]
      : [],
  );
  return faults.length > 0 ? faults : [well("templates", `${files.length} in ${folder}`)];
}

/** Tells which user would run jobs here, and which protection against them is not possible. */
export function checkJobs({
  runsAs,
  shown,
}: {
  runsAs: string;
  shown: { lacks: readonly string[] };
}): Finding[] {
  return [well("jobs", `run as ${runsAs}`), ...shown.lacks.map((lack) => note("jobs", lack))];
}

/** Runs a check that throws where something is wrong. */
export async function tried(check: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [fault(check, error instanceof Error ? error.message : String(error))];
  }
}
