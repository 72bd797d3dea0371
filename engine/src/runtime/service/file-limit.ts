import { readdirSync, readFileSync } from "node:fs";
import type { Telemetry } from "../telemetry.ts";
import type { Check } from "./probes.ts";

/** Files and connections that a process needs at least to serve more than a few. */
const enoughFiles = 1024;
const lookMs = 5000;

type Deps = {
  telemetry: Pick<Telemetry, "log">;
  /** Returns the number of open files; throws where none can be opened. */
  open?: () => number;
  /** Returns how many may be open; null where the system does not say. */
  limit?: () => number | null;
};

/** The files that a process may have open, connections included. */
export type FileLimit = {
  check: () => Check;
  /** Counts open files again. */
  look: () => void;
  stop: () => void;
};

/**
 * Watches over the limit on open files: warns at the start where it is low, and logs an error once
 * when it is reached. Beyond it the system closes connections, and neither Node nor callers learn why.
 */
export function watchFileLimit({
  telemetry: { log },
  open = countOpen,
  limit = readLimit,
}: Deps): FileLimit {
  const max = limit();
  let full = false;
  if (max !== null && max < enoughFiles)
    log.warn("files.limit-low", {
      ...{ limit: max, advice: `Allow this process ${enoughFiles} open files or more (ulimit -n)` },
    });

  function look() {
    if (max === null) return;
    const used = openOr(max, open);
    if (!full && used >= max * 0.95) {
      full = true;
      log.error("files.exhausted", { open: used, limit: max });
    } else if (full && used < max * 0.8) {
      full = false;
      log.info("files.available", { open: used, limit: max });
    }
  }
  const timer = setInterval(look, lookMs).unref();
  return {
    look,
    check: () =>
      full
        ? { ok: false, detail: `all of the ${max} files that it may open are open` }
        : { ok: true, detail: "enough" },
    stop: () => clearInterval(timer),
  };
}

/** Reading the list needs a file of its own: where that fails, all are open. */
function openOr(all: number, open: () => number): number {
  try {
    return open();
  } catch {
    return all;
  }
}

function countOpen(): number {
  return readdirSync("/proc/self/fd").length;
}

function readLimit(): number | null {
  try {
    const [, soft] =
      /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return soft === undefined ? null : Number(soft);
  } catch {
    return null; // Not Linux.
  }
}
