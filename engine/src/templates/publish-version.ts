import type { FieldError } from "@formwork/contracts/job";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { fail } from "../errors.ts";
import type { Announce } from "./announce.ts";
import { faultsInLine, hashOf, readDefinition } from "./definition.ts";
import type { Asker } from "./sandbox/calls/call.ts";
import type { Sandbox } from "./sandbox/sandbox.ts";
import { keptFolder, missingFolderFaults } from "./versions/kept-folder.ts";
import type { TemplateStore } from "./versions/template-store.ts";
import type { StoredTemplate } from "./versions/template-tables.ts";
import type { TemplateVersions } from "./versions/template-versions.ts";

type NewVersion = {
  definition: TemplateDefinition;
  /** The folder of its file; null for a version from the API, which keeps that of the template. */
  folder: string | null;
  source: "folder" | "api";
  /** True for a file that is as it was when its folder was last read. */
  isUnchanged?: boolean;
  publishedBy: string;
  traceparent: string | null;
  /** Whose turn to be checked it is; absent for the folder. */
  asker?: Asker;
};
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
  announce: Announce;
}): PublishVersion {
  const { templates, sandbox, versions, announce } = deps;
  return async ({ asker, ...version }) => {
    const { definition, traceparent } = version;
    const { name } = definition;
    const hash = hashOf(definition);
    const before = await templates.find({ name });
    const folder = version.folder ?? (await folderOfTemplate(definition));
    refuseFaults([
      ...(folder === undefined ? missingFolderFaults(definition.run) : []),
      ...(before?.hash === hash ? [] : await sandbox.checkTemplate(definition, asker)),
    ]);
    const published = await templates.publish({ ...version, folder: folder ?? "", hash });
    versions.invalidate(name);
    const isRestored = before?.archived === true && !published.template.archived;
    if (published.created || isRestored)
      await announce("template.published", published.template, traceparent);
    const isOlder = version.source === "folder" && !published.created && isOver(before, hash);
    return { ...published, newer: isOlder ? (before?.version ?? null) : null };
  };

  async function folderOfTemplate({ name, run }: TemplateDefinition): Promise<string | undefined> {
    return keptFolder(run, await templates.listFromFolder({ name }));
  }
}

function isOver(newest: StoredTemplate | null, hash: string): boolean {
  return newest?.source === "folder" && newest.hash !== hash;
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
