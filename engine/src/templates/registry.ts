import type { FieldError } from "@formwork/contracts/job";
import type { TemplateDefinition } from "@formwork/contracts/template";
import type { Bus } from "../bus/bus.ts";
import { DomainError, fail } from "../errors.ts";
import { type Clock, systemClock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store, StoredTemplate } from "../store/store.ts";
import { createAnnounce } from "./announce.ts";
import { hashOf, readDefinition } from "./definition.ts";
import { galleryPage } from "./gallery.ts";
import { presentSummary, presentTemplate, presentVersion } from "./present-template.ts";
import type { Sandbox } from "./sandbox/sandbox.ts";
import { faultOf, readTemplateFiles, type TemplateFile } from "./template-files.ts";
import { createTemplateVersions } from "./template-versions.ts";
import type { Templates } from "./templates.ts";

export type RegistryDeps = {
  store: Store;
  bus?: Pick<Bus, "publish">;
  sandbox: Sandbox;
  telemetry: Telemetry;
  clock?: Clock;
  /** Folder of template files; null where none is read. */
  folder: string | null;
};
type Edition = {
  definition: TemplateDefinition;
  folder: string;
  source: "folder" | "api";
  publishedBy: string;
  traceparent: string | null;
};

const mostScripts = 50;

/**
 * The registry of templates: published versions, which never change, and the folder that feeds it.
 */
export function createRegistry({
  store,
  bus,
  sandbox,
  telemetry,
  clock = systemClock,
  folder,
}: RegistryDeps): Templates {
  const versions = createTemplateVersions({ store, clock });
  const announce = createAnnounce({ bus, clock, telemetry });
  const scripts = new Map<string, string>();

  /** Stores an edition unless it is what is there already; what is stored has passed the guard. */
  async function publishEdition(
    edition: Edition,
  ): Promise<{ template: StoredTemplate; created: boolean }> {
    const { definition, traceparent } = edition;
    const { name } = definition;
    const hash = hashOf(definition);
    const before = await store.getTemplate({ name });
    if (before?.hash !== hash) requireSound(await sandbox.checkTemplate(definition));
    const published = await store.publishTemplate({ ...edition, hash });
    versions.forget(name);
    const isNews = published.created || (before?.archived === true && !published.template.archived);
    if (isNews) await announce("template.published", published.template, traceparent);
    return published;
  }

  async function readFile(file: TemplateFile): Promise<{ file: string; fault: string }[]> {
    try {
      if ("fault" in file) return [file];
      await publishEdition({
        definition: file.definition,
        folder: file.folder,
        source: "folder",
        publishedBy: "folder",
        traceparent: null,
      });
      return [];
    } catch (error) {
      // A template that is refused is left out; a store that is away stops the reading.
      if (!(error instanceof DomainError) || error.code === "unavailable") throw error;
      return [
        {
          file: file.file,
          fault: faultOf(
            error.errors ?? [{ pointer: "", message: error.message, keyword: error.code }],
          ),
        },
      ];
    }
  }

  return {
    async list(params) {
      const { items, next } = galleryPage(await store.listTemplates(), params);
      return { items: items.map(presentSummary), next };
    },
    get: async (params) => presentTemplate(await versions.find(params)),
    stored: versions.find,
    async versions(params) {
      await versions.find({ name: params.name });
      const { items, next } = await store.listVersions(params);
      return { items: items.map(presentVersion), next };
    },
    publish: ({ name, definition: sent, principal, traceparent }) =>
      telemetry.span("template.publish", { template: name }, async () => {
        const definition = requireDefinition(sent, name);
        const { template, created } = await publishEdition({
          definition,
          folder: "",
          source: "api",
          publishedBy: principal.id,
          traceparent,
        });
        return { template: presentTemplate(template), created };
      }),
    async archive({ name, traceparent }) {
      const template = await versions.find({ name });
      const archived = await store.archiveTemplate({ name });
      versions.forget(name);
      if (archived)
        await announce("template.archived", { ...template, archived: true }, traceparent);
    },
    async validate({ name, version, payload }) {
      const template = await versions.find({ name, version });
      return sandbox.validate({ hash: template.hash, schema: template.payload, payload });
    },
    async validatorScript(params) {
      const { hash, payload } = await versions.find(params);
      const script =
        scripts.get(hash) ?? (await sandbox.validatorScript({ hash, schema: payload }));
      if (scripts.size >= mostScripts) scripts.clear();
      scripts.set(hash, script);
      return script;
    },
    readFolder: () =>
      telemetry.span("template.read-folder", {}, async () => {
        const faults = [];
        for (const file of folder === null ? [] : await readTemplateFiles(folder))
          faults.push(...(await readFile(file)));
        for (const { file, fault } of faults)
          telemetry.log.warn("template.left-out", { file, fault });
        return faults.map(({ file, fault }) => ({ file, fault }));
      }),
    close: sandbox.close,
  };
}

function requireDefinition(sent: unknown, name: string): TemplateDefinition {
  const result = readDefinition(sent);
  if ("errors" in result) return refuse(result.errors);
  if (result.definition.name === name) return result.definition;
  return refuse([
    { pointer: "/name", message: `must be ${name}, as in the address`, keyword: "const" },
  ]);
}

function requireSound(errors: FieldError[]): void {
  if (errors.length > 0) refuse(errors);
}

function refuse(errors: FieldError[]): never {
  return fail(
    "invalid-template",
    `The template is not valid: ${faultOf(errors.slice(0, 3))}`,
    errors,
  );
}
