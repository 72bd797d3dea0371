import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "@formwork/engine/engine";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { createDialer } from "@formwork/engine/runtime/dialer/dialer";
import type { Check } from "@formwork/engine/runtime/service/probes";
import type { JobUsers } from "@formwork/engine/runtime/settings/job-users";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { createCodeFolder } from "./code/code-folder.ts";
import { removeFolder } from "./remove-folder.ts";
import type { JobLimits } from "./runners/confinement/limits.ts";
import { type Confined, openConfinement } from "./runners/confinement/open-confinement.ts";
import { createRunners } from "./runners/runners.ts";
import { createWorker, type Worker } from "./worker.ts";
import { createWorkerFolder } from "./worker-folder.ts";

/** The settings of a worker: those of the same name in the engine's `runtime/settings`. */
export type WorkerSettings = {
  /** Folder of templates, with the files that their commands and modules need. */
  templates: string;
  /** Folder for the temporary files of jobs. */
  tmp: string;
  /** Whether no other worker can use `tmp`, so that whatever lies there is left of dead ones. */
  isAlone?: boolean;
  outboundAllow: string[];
  /** FORMWORK_HOME, whose files no job may name. */
  home: string;
  /** Folders whose files jobs may use. */
  files: string[];
  concurrency: number;
  /** What an attempt may write to its folder, in megabytes. */
  jobDiskMb: number;
  /** Who commands and modules run as; null for users of their own where this process is root. */
  jobUsers: JobUsers | null;
  /** The most that a template may ask for. */
  jobCpuMs: number;
  jobMemoryMb: number;
  jobProcesses: number;
  jobFileMb: number;
  /** Queues that it claims from; null for every queue. */
  queues: string[] | null;
  /** Whether command templates run. */
  commands: boolean;
  drainMs: number;
};

/** Where the code of Formwork lies, and the packages beside it. */
const formworkFolder = fileURLToPath(new URL("../../", import.meta.url));

/** Milliseconds between two claims while no signal says that there is work. */
const pollMs = 1000;

/** The worker of a process. `jobs` says as whom its jobs run, and what does not protect from them. */
export type BuiltWorker = Pick<Worker, "start" | "stop" | "health"> & { jobs: () => Check };

/**
 * Builds the worker of a process, with its runners, from its settings. Throws where jobs cannot run as
 * the users that FORMWORK_JOB_USER names.
 */
export async function buildWorker(
  config: WorkerSettings,
  engine: Engine,
  telemetry: Telemetry,
): Promise<BuiltWorker> {
  const workerId = nameOfProcess();
  const { isAlone = false } = config;
  const confined = await openConfinement({
    ...config,
    most: mostOf(config),
    code: codeFolders(config),
  });
  tellConfinement(telemetry, confined);
  const { confinement, folder: tmp } = confined;
  const folder = createWorkerFolder({ tmp, workerId, isAlone, isOpen: confinement.hasUsers });
  const dialer = createDialer({ allow: config.outboundAllow });
  const code = createCodeFolder({
    tmp,
    templatesFolder: config.templates,
    load: engine.templates.code,
    isClosed: confinement.hasUsers,
  });
  const runners = createRunners({
    templatesFolder: config.templates,
    folderOf: code.folderOf,
    keptCode: code.keptCode,
    tmpFolder: folder.path,
    maxDiskBytes: config.jobDiskMb * 1024 * 1024,
    confinement,
    files: { allowed: config.files, closed: [config.home, tmp, config.templates] },
    dialer,
    telemetry,
    clock,
  });
  const worker = createWorker({
    work: engine.work,
    templates: engine.templates,
    bus: engine.bus,
    telemetry,
    clock,
    workers: engine.workers,
    workerId,
    concurrency: config.concurrency,
    queues: config.queues ?? undefined,
    kinds: config.commands ? ["http", "module", "command"] : ["http", "module"],
    runners,
    confinement: confined.shown,
    drainMs: config.drainMs,
    pollMs,
  });
  let started = false;
  return {
    health: worker.health,
    jobs: () => ({
      ok: true,
      detail: [`run as ${confined.runsAs}`, ...confined.shown.lacks].join(". "),
    }),
    async start() {
      await folder.open();
      await folder.cleanUp((workerIds) => engine.takeOver({ workerIds }));
      await code.cleanUp();
      await worker.start();
      started = true;
    },
    async stop() {
      if (started) await worker.stop();
      await runners.close();
      await dialer.close();
      await folder.remove();
    },
  };
}

/**
 * Tells how the jobs of a worker of this user would be confined on this machine, without starting one.
 * `tmp` is an empty folder, in which that is tried out.
 */
export async function findConfinement(
  config: Pick<WorkerSettings, "home" | "templates" | "jobUsers">,
  tmp: string,
): Promise<Pick<Confined, "runsAs" | "shown">> {
  const none = { cpuSeconds: 0, memoryMb: 0, processes: 0, fileMb: 0 };
  const { confinement, folder, runsAs, shown } = await openConfinement({
    ...{ ...config, tmp, most: none, code: codeFolders(config) },
  });
  confinement.close();
  if (folder !== tmp) await removeFolder(folder);
  return { runsAs, shown };
}

function codeFolders({ templates }: Pick<WorkerSettings, "templates">): string[] {
  return [formworkFolder, templates, dirname(process.execPath)];
}

/**
 * Returns an id that no other process has: containers of one image may have the same host name and
 * process id, and so has a process that is started again.
 */
function nameOfProcess(): string {
  return `${hostname()}-${process.pid}-${randomBytes(3).toString("hex")}`;
}

function mostOf({ jobCpuMs, jobMemoryMb, jobProcesses, jobFileMb }: WorkerSettings): JobLimits {
  const cpuSeconds = Math.ceil(jobCpuMs / 1000);
  return { cpuSeconds, memoryMb: jobMemoryMb, processes: jobProcesses, fileMb: jobFileMb };
}

/** Says at the start as whom jobs run, and what cannot be had on this machine. */
function tellConfinement({ log }: Telemetry, { runsAs, shown, folder }: Confined): void {
  log.info("jobs.confined", { runsAs, folder });
  for (const lack of shown.lacks) log.warn("jobs.unprotected", { message: lack });
}
