import type { FieldError } from "@formwork/contracts/problem";
import type { TemplateFault } from "@formwork/contracts/template";

/** A file that was left out, with the template that it would be, if that is known. */
export type FileFaults = { file: string; name: string | null; errors: readonly FieldError[] };

/** Faults kept of a folder, and of one file in it: a person mends the first ones first. */
const maxFaults = 200;
const maxPerFile = 10;
const maxMessage = 1000;

/**
 * Returns the faults of files for the list of faults. One that was there at the last reading keeps
 * the time at which it was found.
 */
export function toFaults(
  files: readonly FileFaults[],
  { before, now }: { before: readonly TemplateFault[]; now: string },
): TemplateFault[] {
  const known = new Map(before.map((fault) => [keyOf(fault), fault.since]));
  return files
    .flatMap(({ file, name, errors }) =>
      errors.slice(0, maxPerFile).map(({ pointer, message }) => {
        const fault = { file, template: name, pointer, message: message.slice(0, maxMessage) };
        return { ...fault, since: known.get(keyOf(fault)) ?? now };
      }),
    )
    .slice(0, maxFaults);
}

/** Joins the faults of several folders; those of one text are told once, since the earliest. */
export function joinFaults(lists: readonly (readonly TemplateFault[])[]): TemplateFault[] {
  const joined = new Map<string, TemplateFault>();
  for (const fault of lists.flat()) {
    const same = joined.get(keyOf(fault));
    if (same === undefined || fault.since < same.since) joined.set(keyOf(fault), fault);
  }
  const byFile = (a: TemplateFault, b: TemplateFault) => (a.file < b.file ? -1 : 1);
  return [...joined.values()].sort(byFile).slice(0, maxFaults);
}

function keyOf({ file, pointer, message }: Omit<TemplateFault, "since">): string {
  return JSON.stringify([file, pointer, message]);
}
