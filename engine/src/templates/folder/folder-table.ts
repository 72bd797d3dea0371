import type { TemplateFault } from "@formwork/contracts/template";
import { table } from "../../store/table.ts";

/**
 * A file as it was when its folder was last read, with the hash of the code beside it; absent where
 * it has none, or was read by a release that kept none.
 */
export type KnownFile = { name: string; file: string; hash: string; codeHash?: string };

/**
 * What a scheduler read in its folder of templates at its last start. By it the next start knows
 * which files changed since, and which are gone.
 */
export type FolderRow = {
  /** The host and the path of the folder. */
  source: string;
  /** Milliseconds since 1970. */
  readAt: number;
  files: KnownFile[];
  faults: TemplateFault[];
};

export const foldersTable = table<FolderRow>({ name: "template_folders", key: "source" });
