import type { Assignment } from "@formwork/engine/work/work";
import type { FolderOf } from "../code/code-folder.ts";
import { type Failure, failed } from "./runner.ts";

/**
 * Returns the folder in which the code of a version lies, or the failure of the attempt where it
 * cannot be had now: another attempt, or another worker, may have it.
 */
export async function findCode(
  folderOf: FolderOf,
  template: Assignment["template"],
): Promise<string | Failure> {
  try {
    return await folderOf(template);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failed("code", `The code of this version could not be copied to this worker: ${why}`);
  }
}
