import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { compileCache } from "@formwork/engine/runtime/compile-cache";
import { eventually } from "@formwork/engine/testing/eventually";
import nodeFlags from "../../cli/bin/node-flags.json" with { type: "json" };
import { endChild, throwIfEnded } from "./child-process.ts";
import { admin, shippedTemplates } from "./formwork.ts";

/** A process that runs one part of Formwork. `url` is empty for a worker that listens on no port. */
export type ServiceProcess = {
  url: string;
  pid: number;
  logs: string[];
  /** The reply of `/health/ready`. */
  health: () => Promise<Health>;
  /** Sends a signal and returns the exit code; null when the signal ended the process. */
  end: (signal?: NodeJS.Signals) => Promise<number | null>;
  /** Resolves when the process has ended, whatever ended it. */
  ended: Promise<unknown>;
};

type Health = {
  httpStatus: number;
  status: string;
  checks: Record<string, { ok: boolean; detail: string }>;
};

/**
 * Returns the settings that services of one Formwork share, with a free port for each and the first
 * admin, whom a scheduler makes at its start.
 */
export function serviceSettings(given: {
  home: string;
  /** Addresses of the database and the broker. */
  store: string;
  bus: string;
  /** Folder of templates; those that ship unless told. */
  templates?: string;
}): Record<string, string> {
  return {
    FORMWORK_HOME: given.home,
    FORMWORK_PORT: "0",
    FORMWORK_STORE: given.store,
    FORMWORK_BUS: given.bus,
    FORMWORK_TOKEN_SECRET: "the same secret for every service, 40 long",
    FORMWORK_SEAL_KEY: "the-same-key-for-every-service-40-letters",
    FORMWORK_TEMPLATES: given.templates ?? shippedTemplates,
    FORMWORK_ADMIN_EMAIL: admin.email,
    FORMWORK_ADMIN_PASSWORD: admin.password,
  };
}

const main = new URL("../../cli/src/main.ts", import.meta.url).pathname;

/**
 * Starts `formwork <part>` with only these settings and resolves when it prints that it is ready;
 * rejects with its log when it does not within a minute.
 */
export async function startService(
  part: "scheduler" | "worker" | "notifier",
  settings: Record<string, string>,
): Promise<ServiceProcess> {
  const { PATH = "", TMPDIR } = process.env;
  const { FORMWORK_TOKEN_SECRET: _, ...ofWorker } = settings;
  const env = {
    PATH,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    // As `formwork` does: a start without it takes half as long again.
    NODE_COMPILE_CACHE: compileCache,
    // A worker has no secret that signs tokens, as it is deployed.
    ...(part === "worker" && settings.FORMWORK_SEAL_KEY !== undefined ? ofWorker : settings),
  };
  const child = spawn(process.execPath, [...nodeFlags, main, part], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const logs: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => logs.push(line));
  const url = await readyUrl(part, child, logs).catch((error) => {
    child.kill("SIGKILL");
    throw error;
  });
  return {
    url,
    pid: child.pid ?? 0,
    logs,
    async health() {
      const reply = await fetch(`${url}/health/ready`);
      // The reply of a probe has this type.
      return { httpStatus: reply.status, ...((await reply.json()) as Omit<Health, "httpStatus">) };
    },
    end: (signal = "SIGTERM") => endChild(child, signal),
    ended,
  };
}

async function readyUrl(part: string, child: ChildProcess, logs: string[]): Promise<string> {
  let printed = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const ready = new RegExp(`^formwork ${part} ready`, "m");
  await eventually(
    async () => {
      throwIfEnded(child, part, () => logs.join("\n"));
      return ready.test(printed);
    },
    `${part} to be ready`,
    60_000,
  );
  return / on (http:\S+)/.exec(printed)?.[1] ?? "";
}
