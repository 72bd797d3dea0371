import { isRefusal } from "../errors.ts";
import { faultsInLine } from "./definition.ts";
import type { PublishVersion } from "./publish-version.ts";
import { readTemplateFiles, type TemplateFile } from "./template-files.ts";

/** A template file that was left out, with the reason in one line. */
export type FileFault = { file: string; fault: string };

/**
 * Publishes every template file of a folder, one after the other, and returns those that were left
 * out. Throws only when the store is unavailable.
 */
export async function publishFolder(folder: string, publish: PublishVersion): Promise<FileFault[]> {
  const faults: FileFault[] = [];
  for (const file of await readTemplateFiles(folder)) {
    const fault = await publishFile(file, publish);
    if (fault !== null) faults.push({ file: file.file, fault });
  }
  return faults;
}

async function publishFile(file: TemplateFile, publish: PublishVersion): Promise<string | null> {
  if ("fault" in file) return file.fault;
  const { definition, folder } = file;
  try {
    await publish({
      definition,
      folder,
      source: "folder",
      publishedBy: "folder",
      traceparent: null,
    });
    return null;
  } catch (error) {
    // A refused template is left out; an unavailable store stops the reading, as every further
    // template would be left out.
    if (!isRefusal(error)) throw error;
    return faultsInLine(
      error.errors ?? [{ pointer: "", message: error.message, keyword: error.code }],
    );
  }
}
