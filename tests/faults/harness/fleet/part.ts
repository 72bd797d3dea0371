import { setTimeout as pause } from "node:timers/promises";
import type { TcpProxy } from "../../../support/servers/proxy.ts";
import type { CrashPointName, MutationName } from "./patches.ts";

/** A running process, whichever way it was started. */
type PartProcess = {
  pid: number;
  /** Sends the signal and waits for the end of the process. */
  end: (signal: NodeJS.Signals) => Promise<unknown>;
  /** Resolves when the process has ended by itself. */
  ended: Promise<unknown>;
};

/** How a process is changed for a fault. */
type Change = { crashAt?: `${CrashPointName}:${number}`; mutation?: MutationName };

/** One process of a fleet, which faults end, stop and start again at the same address. */
export type Part = {
  name: string;
  url: string;
  /** The links to store and broker; none in a fleet of one process. */
  links: { store: TcpProxy; bus: TcpProxy } | null;
  /** Ends the process, and starts it again after `downMs`. */
  restart: (signal: "SIGKILL" | "SIGTERM", downMs: number) => Promise<void>;
  /** Stops the process, as a machine that is suspended, until `meanwhile` has resolved. */
  suspend: (meanwhile: () => Promise<void>) => Promise<void>;
  /** Lets the process run into a crash point within `ms`, and starts it as it was. */
  crash: (point: CrashPointName, times: number, ms: number) => Promise<void>;
  stop: () => Promise<void>;
};

type PartOptions = {
  name: string;
  url: string;
  links: Part["links"];
  mutation: MutationName | undefined;
  start: (environment: Record<string, string>) => Promise<PartProcess>;
};

const hook = new URL("./patch-source.ts", import.meta.url).href;

/** Starts a part of a fleet. */
export async function startPart({ start, mutation, ...given }: PartOptions): Promise<Part> {
  let process = await start(environmentOf({ mutation }));
  const again = async (change: Change = {}) => {
    process = await start(environmentOf({ mutation, ...change }));
  };
  return {
    ...given,
    async restart(signal, downMs) {
      await process.end(signal);
      await pause(downMs);
      await again();
    },
    async suspend(meanwhile) {
      const { pid } = process;
      globalThis.process.kill(pid, "SIGSTOP");
      try {
        await meanwhile();
      } finally {
        globalThis.process.kill(pid, "SIGCONT");
      }
    },
    async crash(point, times, ms) {
      await process.end("SIGTERM");
      // It may crash before it is ready.
      await again({ crashAt: `${point}:${times}` }).catch(() => undefined);
      const late = new AbortController();
      await Promise.race([process.ended, pause(ms, undefined, { signal: late.signal })]);
      late.abort();
      await process.end("SIGKILL");
      await again();
    },
    async stop() {
      await process.end("SIGKILL");
      for (const link of Object.values(given.links ?? {})) await link.close();
    },
  };
}

/** Returns the environment of a process whose source is changed. */
export function environmentOf({
  crashAt,
  mutation,
}: {
  crashAt?: Change["crashAt"];
  mutation: MutationName | undefined;
}): Record<string, string> {
  if (crashAt === undefined && mutation === undefined) return {};
  return {
    NODE_OPTIONS: `--import=${hook}`,
    ...(crashAt !== undefined && { FAULTS_CRASH_AT: crashAt }),
    ...(mutation !== undefined && { FAULTS_MUTATION: mutation }),
  };
}
