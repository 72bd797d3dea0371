import { setTimeout as pause } from "node:timers/promises";
import type { TemplateEvent } from "@formwork/contracts/events/events";
import type { FieldError } from "@formwork/contracts/problem";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { fail, isRefusal } from "../errors.ts";
import type { CodeStore } from "./code/code-store.ts";
import { needsCode } from "./code/named-files.ts";
import type { TemplateCode } from "./code/template-code.ts";
import { faultsInLine, hashOf, readDefinition } from "./definition.ts";
import type { Asker } from "./sandbox/calls/call.ts";
import type { Sandbox } from "./sandbox/sandbox.ts";
import { keptFolder, missingFolderFaults } from "./versions/kept-folder.ts";
import type { TemplateStore } from "./versions/template-store.ts";
import type { StoredTemplate } from "./versions/template-tables.ts";
import type { TemplateVersions } from "./versions/template-versions.ts";

/** How often a file is checked at most; each time takes ten seconds where the sandbox has no time. */
const maxChecks = 6;
/** Milliseconds between two checks. */
const pauseMs = 500;

type NewVersion = {
  definition: TemplateDefinition;
  /** The folder of its file; null for a version from the API, which keeps that of the template. */
  folder: string | null;
  /** The code beside its file, if it needs some; a version from the API keeps that as well. */
  code?: TemplateCode | null;
  source: "folder" | "api";
  /** True for a file that is as it was when its folder was last read. */
  isUnchanged?: boolean;
  publishedBy: string;
  /** The newest version that there has to be still, 0 for none; any unless told. */
  expectedVersion?: number | undefined;
  traceparent: string | null;
  /** Whose turn to be checked it is; absent for the folder. */
  asker?: Asker;
};
type Place = { folder: string | null; codeHash?: string };
type Content = { hash: string; codeHash?: string };
/** Logs and publishes what was stored about a template. */
export type AnnounceTemplate = (
  type: TemplateEvent["type"],
  template: StoredTemplate,
) => Promise<void>;
export type PublishVersion = (version: NewVersion) => Promise<{
  template: StoredTemplate;
  created: boolean;
  /** For a file: the version that another folder published over its content; else null. */
  newer: number | null;
}>;

/**
 * Stores a version of a template, checked in the sandbox first, and announces it. Content that
 * equals the newest version is neither checked nor stored again (`created` is false). Fails with
 * `invalid-template`.
 */
export function createPublishVersion(deps: {
  templates: TemplateStore;
  sandbox: Sandbox;
  versions: TemplateVersions;
  announce: AnnounceTemplate;
  codes: Pick<CodeStore, "save">;
}): PublishVersion {
  const { templates, sandbox, versions, announce, codes } = deps;
  return async ({ asker, code = null, ...version }) => {
    const { definition } = version;
    const { name } = definition;
    const hash = hashOf(definition);
    const before = await templates.find({ name });
    const place = version.folder === null ? await placeOfTemplate(definition) : version;
    refuseFaults([
      ...(place === undefined ? missingFolderFaults(definition.run) : []),
      ...(before?.hash === hash ? [] : await checkTemplate(definition, asker)),
    ]);
    const kept = code === null ? keptCode(definition, place) : { codeHash: await codes.save(code) };
    const folder = place?.folder ?? "";
    const published = await templates.publish({ ...version, ...kept, folder, hash });
    versions.invalidate(name);
    if (published.isNews) await announce("template.published", published.template);
    const content = { hash, ...kept };
    const isOlder = version.source === "folder" && !published.created && isOver(before, content);
    return { ...published, newer: isOlder ? (before?.version ?? null) : null };
  };

  /** Nobody waits for the check of a file: on a busy machine it is made again, until there is time. */
  async function checkTemplate(definition: TemplateDefinition, asker?: Asker) {
    for (let left = asker === undefined ? maxChecks : 1; ; left--) {
      try {
        return await sandbox.checkTemplate(definition, asker);
      } catch (error) {
        if (left === 1 || isRefusal(error)) throw error;
        await pause(pauseMs);
      }
    }
  }

  async function placeOfTemplate({ name, run }: TemplateDefinition): Promise<Place | undefined> {
    return keptFolder(run, await templates.listFromFolder({ name }));
  }
}

/** A command of which only the arguments changed may need no folder any more. */
function keptCode({ run }: TemplateDefinition, place: Place | undefined): { codeHash?: string } {
  const codeHash = needsCode(run) ? place?.codeHash : undefined;
  return codeHash === undefined ? {} : { codeHash };
}

/** Whether a folder's version is the newest that has other content, or the same with other code. */
function isOver(newest: StoredTemplate | null, content: Content): boolean {
  if (newest?.source !== "folder") return false;
  const { codeHash = content.codeHash } = newest;
  return newest.hash !== content.hash || codeHash !== content.codeHash;
}

/** Returns what a caller sent as the definition of `name`. Fails with `invalid-template`. */
export function requireDefinition(sent: unknown, name: string): TemplateDefinition {
  const result = readDefinition(sent);
  if ("errors" in result) return refuse(result.errors);
  if (result.definition.name === name) return result.definition;
  return refuse([
    { pointer: "/name", message: `must be ${name}, as in the address`, keyword: "const" },
  ]);
}

function refuseFaults(errors: FieldError[]): void {
  if (errors.length > 0) refuse(errors);
}

function refuse(errors: FieldError[]): never {
  return fail(
    "invalid-template",
    `The template is not valid: ${faultsInLine(errors.slice(0, 3))}`,
    errors,
  );
}
