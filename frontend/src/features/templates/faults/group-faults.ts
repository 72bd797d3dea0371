import type { TemplateFault } from "@formwork/contracts/template";
import { countText } from "../../../lib/text/count-text.ts";

export type FaultyFile = { file: string; since: string; faults: TemplateFault[] };

/** Groups faults by file, in the order given; `since` is that of the first fault of each. */
export function groupFaults(faults: readonly TemplateFault[]): FaultyFile[] {
  return [...Map.groupBy(faults, nameOf)].map(([file, ofFile]) => ({
    file,
    since: ofFile.map(({ since }) => since).sort()[0] ?? "",
    faults: ofFile,
  }));
}

/** A template that lacks a secret may have no file. */
function nameOf({ file, template }: TemplateFault): string {
  if (file !== "") return file;
  return template === null ? "the folder of templates" : `Template ${template}`;
}

/** Says how many templates are concerned; they are files unless one lacks a secret. */
export function faultsTitle(groups: readonly FaultyFile[]): string {
  const isFiles = groups.every(({ faults }) => faults.every((fault) => !lacksSecret(fault)));
  const what = countText(groups.length, isFiles ? "template file" : "template");
  return `${what} ${groups.length === 1 ? "needs" : "need"} attention`;
}

/** A template that lacks a secret is told without its file. */
function lacksSecret({ file, template }: TemplateFault): boolean {
  return file === "" && template !== null;
}
