import type { FieldError } from "@formwork/contracts/problem";
import { isRefusal } from "../../errors.ts";
import { entryOf, hashOfCode } from "../code/template-code.ts";
import { hashOf } from "../definition.ts";
import type { PublishVersion } from "../publish-version.ts";
import type { FileFaults } from "./folder-faults.ts";
import type { KnownFile } from "./folder-table.ts";
import type { TemplateFile } from "./template-files.ts";

/** The files of a folder that are published, and the faults of those that are not. */
export type Reading = { files: KnownFile[]; left: FileFaults[] };
type Published = { isPublished: boolean; codeHash?: string | undefined; errors: FieldError[] };
type Defined = Extract<TemplateFile, { definition: unknown }>;

/**
 * Publishes the files of a folder, one after the other. `known` are those of the last reading: what
 * has not changed since is not published over what another folder or the API published later.
 * Throws only when the store is unavailable.
 */
export async function publishFiles(
  files: readonly TemplateFile[],
  known: readonly KnownFile[],
  publish: PublishVersion,
): Promise<Reading> {
  const reading: Reading = { files: [], left: [] };
  for (const one of files) {
    const { file, name } = one;
    const { isPublished, codeHash, errors }: Published =
      "errors" in one
        ? { isPublished: false, errors: one.errors }
        : await publishFile(one, known, publish);
    if (errors.length > 0) reading.left.push({ file, name, errors });
    reading.files.push(
      ...(isPublished && "definition" in one
        ? [knownFile(one, codeHash)]
        : known.filter((before) => before.file === file)),
    );
  }
  return reading;
}

function knownFile({ definition, file }: Defined, codeHash: string | undefined): KnownFile {
  const known = { name: definition.name, file, hash: hashOf(definition) };
  return codeHash === undefined ? known : { ...known, codeHash };
}

/** Returns the hash of the code beside a file; undefined where it needs none. */
function codeHashOf({ code }: Defined): string | undefined {
  return code === null ? undefined : hashOfCode(code.folder, code.files.map(entryOf));
}

function isSame(before: KnownFile, now: KnownFile): boolean {
  const { name, file, hash, codeHash = now.codeHash } = before;
  return name === now.name && file === now.file && hash === now.hash && codeHash === now.codeHash;
}

async function publishFile(
  one: Defined,
  known: readonly KnownFile[],
  publish: PublishVersion,
): Promise<Published> {
  const { definition, folder, code } = one;
  const codeHash = codeHashOf(one);
  const now = knownFile(one, codeHash);
  const isUnchanged = known.some((before) => isSame(before, now));
  try {
    const { newer } = await publish({
      ...{ definition, folder, code, isUnchanged, traceparent: null },
      ...{ source: "folder", publishedBy: "folder" },
    });
    return { isPublished: true, codeHash, errors: newer === null ? [] : [isOlder(newer)] };
  } catch (error) {
    // A refused template is left out; an unavailable store stops the reading, as every further
    // template would be left out.
    if (!isRefusal(error)) throw error;
    const { errors = [{ pointer: "", message: error.message, keyword: error.code }] } = error;
    return { isPublished: false, errors };
  }
}

function isOlder(newer: number): FieldError {
  const message = `is not what runs: another scheduler published version ${newer} from its folder. Give both the same files, or change this one to publish it`;
  return { pointer: "", message, keyword: "older" };
}
