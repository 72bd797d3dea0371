import type { Clock } from "@formwork/engine/runtime/clock";
import type { Dialer } from "@formwork/engine/runtime/dialer/dialer";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { type CodeFolder, type FolderOf, uncopied } from "../code/code-folder.ts";
import { createCommandRunner } from "./command/command-runner.ts";
import { type Confinement, unconfined } from "./confinement/confinement.ts";
import { checkFiles } from "./files/check-files.ts";
import type { FileFolders } from "./files/file-rule.ts";
import { createHttpRunner } from "./http/http-runner.ts";
import { createModuleRunner } from "./module/module-runner.ts";
import { createSupervisor } from "./process/supervisor.ts";
import type { Runner, Runners } from "./runner.ts";

export type RunnersDeps = {
  templatesFolder: string;
  /** Where the files of a version lie; below the templates folder unless told. */
  folderOf?: FolderOf;
  /** What the code of a version has to be; not compared unless told. */
  keptCode?: CodeFolder["keptCode"];
  tmpFolder: string;
  /** What an attempt may write to its folder; any amount unless told. */
  maxDiskBytes?: number | undefined;
  /** As whom and under which limits attempts run: as the worker's user and under none unless told. */
  confinement?: Confinement;
  /** Which files jobs may name: none unless told. */
  files?: FileFolders;
  dialer: Dialer;
  telemetry: Telemetry;
  clock: Clock;
};

/**
 * Creates the runners of one worker, for all kinds of jobs but `remote`. Closing them leaves the
 * dialer open.
 */
export function createRunners(given: RunnersDeps): Runners {
  const deps = {
    ...given,
    folderOf: given.folderOf ?? uncopied(given.templatesFolder),
    confinement: given.confinement ?? unconfined,
    files: given.files ?? { allowed: [], closed: [] },
  };
  const supervisor = createSupervisor(deps);
  const module = createModuleRunner({ ...deps, supervisor });
  return {
    kinds: {
      http: createHttpRunner(deps),
      command: withFiles(createCommandRunner({ ...deps, supervisor }), deps.files),
      module: withFiles(module.run, deps.files),
    },
    fence: supervisor.fence,
    async close() {
      await module.close();
      await supervisor.close();
      deps.confinement.close();
    },
  };
}

/** Runs only attempts that may have the files that their templates name. */
function withFiles(run: Runner, files: FileFolders): Runner {
  return async (context) => (await checkFiles(context.assignment, files)) ?? run(context);
}
