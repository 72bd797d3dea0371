import { isOnePlaceholder, lacksValue } from "@formwork/contracts/text/arguments";
import type { Assignment } from "@formwork/engine/work/work";
import { fillPlainText, placeholderValues } from "../placeholders.ts";
import { type Failure, fatal } from "../runner.ts";
import { type FileFolders, fileFault } from "./file-rule.ts";

/**
 * Checks the paths that a template says its jobs use. Returns the failure of an attempt that may not
 * have one of them, for good; null where it may have all. A path that the payload leaves out is none.
 */
export async function checkFiles(
  assignment: Assignment,
  folders: FileFolders,
): Promise<Failure | null> {
  const { run } = assignment.template;
  const texts = run.kind === "command" || run.kind === "module" ? (run.files ?? []) : [];
  const values = placeholderValues(assignment, "");
  for (const text of texts) {
    if (isOnePlaceholder(text) && lacksValue(text, values)) continue;
    const fault = await fileFault(fillPlainText(text, values), folders);
    if (fault !== null) return fatal("files", fault);
  }
  return null;
}
