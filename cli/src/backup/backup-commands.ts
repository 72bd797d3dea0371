import { readStartConfig } from "../config.ts";
import { endWith, isEnding } from "../exit-codes.ts";
import { print } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { makeBackup } from "./make-backup.ts";
import { placesOf, refuseOtherUser } from "./places.ts";
import { restoreBackup } from "./restore-backup.ts";

/** Makes a backup of the installation that the settings name, and says what is in it. */
export async function runBackup(
  terminal: Terminal,
  file: string,
  { keys }: { keys: boolean },
): Promise<void> {
  const places = placesOf(readStartConfig(terminal.env));
  refuseOtherUser(places);
  const note = await saying(makeBackup(places, { file, withKeys: keys, now }));
  await print(terminal, [
    `${file} holds ${note.jobs} jobs as of ${note.at}, ${note.hasKeys ? "with the keys of etc: keep it as safe as those" : "without the keys of etc: keep those too"}`,
    ...outsideKeys(terminal),
  ]);
}

/** Restores a backup into the installation that the settings name, and says what it replaced. */
export async function runRestore(terminal: Terminal, file: string): Promise<void> {
  const places = placesOf(readStartConfig(terminal.env));
  refuseOtherUser(places);
  const { note, jobsBefore, aside, recorded } = await saying(restoreBackup(places, { file, now }));
  await print(terminal, [
    `${places.home} holds ${note.jobs} jobs as of ${note.at}${note.hasKeys ? ", with their keys" : "; its keys are as they were"}`,
    ...(aside === null
      ? []
      : [
          `what was there (${jobsBefore === null ? "no database that can be read" : `${jobsBefore} jobs`}) is in ${aside}; remove it once all is well`,
        ]),
    ...(recorded ? [] : ["the audit log could not be told of it"]),
  ]);
}

const now = () => new Date();

/** Says why something could not be done, as on a full disk, rather than where in the code. */
async function saying<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (isEnding(error)) throw error;
    return endWith("refused", error instanceof Error ? error.message : String(error));
  }
}

/** Secrets of the environment are in no file. */
function outsideKeys({ env }: Terminal): string[] {
  return ["FORMWORK_TOKEN_SECRET", "FORMWORK_SEAL_KEY"]
    .filter((name) => (env[name] ?? "") !== "")
    .map((name) => `${name} of the environment is not in it`);
}
