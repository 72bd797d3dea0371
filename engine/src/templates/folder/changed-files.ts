import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { TemplateFault } from "@formwork/contracts/template";
import { stampOf } from "../code/collect-code.ts";
import { templateFilesIn } from "./template-files.ts";

/** Tells which template files, and files of their code, differ from what was read at the start. */
export type ChangedFiles = {
  /** Takes the files as they are now for those that were read. */
  remember: () => Promise<void>;
  /** Takes the stamps of code for those that were read: its files, by their paths. */
  rememberCode: (stamps: ReadonlyMap<string, string>) => void;
  /** Returns a fault for each template file that is new, changed or gone since, and for code. */
  list: () => Promise<TemplateFault[]>;
};

/** How long a look at the folder is answered again, in milliseconds: callers may ask often. */
const freshMs = 2000;

export function createChangedFiles(
  root: string,
  clock: { now: () => number; monotonic: () => number },
): ChangedFiles {
  let read = new Map<string, string>();
  let code: ReadonlyMap<string, string> = new Map();
  let last: { at: number; faults: Promise<TemplateFault[]> } | null = null;
  const since = new Map<string, string>();

  async function look(): Promise<TemplateFault[]> {
    const now = await signatures(root);
    const changed = [...new Set([...read.keys(), ...now.keys()])]
      .filter((file) => read.get(file) !== now.get(file))
      .map((file) => ({ file, message: whatChanged(read.get(file), now.get(file)) }));
    return [...changed, ...(await changedCode(root, code))].map(({ file, message }) => {
      const key = `${file} ${message}`;
      const at = since.get(key) ?? new Date(clock.now()).toISOString();
      since.set(key, at);
      return { file, template: null, pointer: "", message, since: at };
    });
  }
  return {
    async remember() {
      read = await signatures(root);
      since.clear();
      last = null;
    },
    rememberCode(stamps) {
      code = stamps;
      last = null;
    },
    list() {
      if (last === null || clock.monotonic() - last.at > freshMs)
        last = { at: clock.monotonic(), faults: look() };
      return last.faults;
    },
  };
}

function whatChanged(before: string | undefined, now: string | undefined): string {
  if (now === undefined) return "is gone since it was read; the next start archives its template";
  return before === undefined
    ? "is new; the next start publishes it"
    : "has changed since it was read; the next start publishes it";
}

/** A file of several templates is told once. */
async function changedCode(
  root: string,
  code: ReadonlyMap<string, string>,
): Promise<{ file: string; message: string }[]> {
  const changed: { file: string; message: string }[] = [];
  for (const [file, stamp] of code) {
    const status = await stat(join(root, file)).catch(() => null);
    if (status !== null && stampOf(status) === stamp) continue;
    const what = status === null ? "is gone" : "has changed";
    const message = `${what} since it was read; jobs run the code as it was then, and the next start publishes this`;
    changed.push({ file, message });
    if (changed.length === maxChanged) break;
  }
  return changed;
}

/** Changed files of code that are told. */
const maxChanged = 50;

/** Returns the stamp of each template file, by its path. */
async function signatures(root: string): Promise<Map<string, string>> {
  const files = await templateFilesIn(root).catch(() => []);
  const found = await Promise.all(
    files.map(async (file) => {
      const status = await stat(join(root, file)).catch(() => null);
      return [file, status === null ? "unreadable" : stampOf(status)] as const;
    }),
  );
  return new Map(found);
}
