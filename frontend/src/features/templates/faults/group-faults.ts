import type { TemplateFault } from "@formwork/contracts/template";

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

/** Says how many files are concerned. */
export function faultsTitle(count: number): string {
  return count === 1 ? "1 template file needs attention" : `${count} template files need attention`;
}
