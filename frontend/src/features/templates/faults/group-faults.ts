import type { TemplateFault } from "@formwork/contracts/template";

export type FaultyFile = { file: string; since: string; faults: TemplateFault[] };

/** Groups faults by file, in the order given; `since` is that of the first fault of each. */
export function groupFaults(faults: readonly TemplateFault[]): FaultyFile[] {
  return [...Map.groupBy(faults, ({ file }) => file)].map(([file, ofFile]) => ({
    file: file === "" ? "the folder of templates" : file,
    since: ofFile.map(({ since }) => since).sort()[0] ?? "",
    faults: ofFile,
  }));
}

/** Says how many files are concerned. */
export function faultsTitle(count: number): string {
  return count === 1 ? "1 template file needs attention" : `${count} template files need attention`;
}
