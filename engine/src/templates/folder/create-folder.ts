import type { TemplateFault } from "@formwork/contracts/template";
import type { Clock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import { faultsInLine } from "../definition.ts";
import { createChangedFiles } from "./changed-files.ts";
import { joinFaults } from "./folder-faults.ts";
import { type ReadFolderDeps, readFolder, sourceOf } from "./read-folder.ts";

/** The folder of template files of a scheduler. */
export type TemplateFolder = {
  /** Publishes the files; returns those that were left out, with the reason in one line. */
  read: () => Promise<{ file: string; fault: string }[]>;
  /** Returns what is wrong with files: of this folder, and of those that others read lately. */
  faults: () => Promise<TemplateFault[]>;
  /** Returns how many files were left out when the folder was read. */
  leftOut: () => number;
};

/** Faults of another scheduler's folder are told for a day: it may be gone. In milliseconds. */
const othersMs = 86_400_000;
const maxFolders = 200;

export function createTemplateFolder(
  root: string | null,
  deps: Omit<ReadFolderDeps, "clock"> & { clock: Clock; telemetry: Telemetry },
): TemplateFolder {
  const { folders, clock, telemetry } = deps;
  const changed = root === null ? null : createChangedFiles(root, clock);
  let leftOut = 0;
  return {
    async read() {
      if (root === null) return [];
      await changed?.remember();
      const { left, stamps } = await readFolder(root, deps);
      changed?.rememberCode(stamps);
      leftOut = left.length;
      const lines = left.map(({ file, errors }) => ({
        file: file || root,
        fault: faultsInLine(errors),
      }));
      for (const line of lines) telemetry.log.warn("template.left-out", line);
      return lines;
    },
    async faults() {
      const own = root === null ? "" : await sourceOf(root);
      const from = clock.now() - othersMs;
      const rows = (await folders.page({ limit: maxFolders })).items.map(({ row }) => row);
      const told = rows.filter(({ source, readAt }) => source === own || readAt >= from);
      return joinFaults([...told.map(({ faults }) => faults), (await changed?.list()) ?? []]);
    },
    leftOut: () => leftOut,
  };
}
