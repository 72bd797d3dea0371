import { maySeeTemplate, missesTemplates } from "@formwork/contracts/policies/templates";
import { inOwnWords } from "@formwork/contracts/schema/explain/own-messages";
import { secretNamesOf } from "@formwork/contracts/secret-names";
import { type TemplateFault, templateDefaults } from "@formwork/contracts/template";
import { LRUCache } from "lru-cache";
import type { Announce } from "../announcements/announcer.ts";
import { type Clock, systemClock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";
import { createCodeStore } from "./code/code-store.ts";
import { createTemplateFolder } from "./folder/create-folder.ts";
import { foldersTable } from "./folder/folder-table.ts";
import { galleryPage } from "./gallery.ts";
import { presentSummary, presentTemplate, presentVersion } from "./present-template.ts";
import {
  type AnnounceTemplate,
  createPublishVersion,
  requireDefinition,
} from "./publish-version.ts";
import { optionFaults } from "./rules/option-faults.ts";
import type { Sandbox } from "./sandbox/sandbox.ts";
import type { SecretUse, Templates } from "./templates.ts";
import { createTemplateStore } from "./versions/template-store.ts";
import type { TemplateRow } from "./versions/template-tables.ts";
import { createTemplateVersions } from "./versions/template-versions.ts";

export type RegistryDeps = {
  store: Store;
  /** Publishes events of templates; absent where the loop of another process does. */
  announce?: Announce<TemplateRow>;
  sandbox: Sandbox;
  telemetry: Telemetry;
  clock?: Clock;
  /** Folder of template files; null where none is read. */
  folder: string | null;
  /** Returns what is wrong with the secrets that templates need. */
  secretFaults?: (uses: readonly SecretUse[]) => Promise<TemplateFault[]>;
};

/** Faults of a list: a person mends the first ones first. */
const maxFaults = 200;

/** Validator scripts kept per process; one takes up to a few hundred kilobytes. */
const maxCachedScripts = 50;

/** Joins the verbs of templates: published versions, and the folder of files that feeds them. */
export function createRegistry(deps: RegistryDeps): Templates {
  const { store, sandbox, telemetry, clock = systemClock, folder } = deps;
  const templates = createTemplateStore({
    store,
    clock,
    ...(deps.announce && { announce: deps.announce }),
  });
  const versions = createTemplateVersions({ templates, clock });
  const codes = createCodeStore({ store });
  const publishVersion = createPublishVersion({ templates, sandbox, versions, announce, codes });
  const files = createTemplateFolder(folder, {
    ...{ clock, telemetry, publish: publishVersion, archiveGone },
    folders: store.table(foldersTable),
  });
  const scripts = new LRUCache<string, string>({ max: maxCachedScripts });

  const validatePayload: Templates["validatePayload"] = async ({
    template,
    payload,
    kept = {},
    asker,
  }) => {
    const { hash, payload: schema, form } = template;
    const checked = await sandbox.validate({ hash, schema, payload, kept, asker });
    const errors = checked.valid
      ? optionFaults(template.run, checked.payload)
      : inOwnWords(checked.errors, form);
    return { ...checked, valid: errors.length === 0, errors };
  };

  async function announce(...[type, template]: Parameters<AnnounceTemplate>): Promise<void> {
    const { name, version, source, publishedBy } = template;
    telemetry.log.info(type, { template: name, version, source, publishedBy });
    await templates.announce({ name });
  }

  async function archiveGone(name: string): Promise<boolean> {
    if (!(await templates.archiveGone({ name }))) return false;
    versions.invalidate(name);
    telemetry.log.warn("template.gone", { template: name });
    const archived = await templates.find({ name });
    if (archived !== null) await announce("template.archived", archived);
    return true;
  }

  async function secretUses(): Promise<SecretUse[]> {
    return (await templates.list()).flatMap(({ name, run, archived, publishedAt }) => {
      const secrets = archived ? [] : secretNamesOf(run);
      return secrets.length === 0 ? [] : [{ template: name, secrets, publishedAt }];
    });
  }

  return {
    async list(params) {
      const { items, next } = galleryPage(await templates.list(), params);
      return { items: items.map(presentSummary), next };
    },
    titles: async () => (await templates.list()).map(({ name, title }) => ({ name, title })),
    async queues() {
      const inUse = (await templates.list()).filter(({ archived }) => !archived);
      return [...new Set(inUse.map(({ queue = templateDefaults.queue }) => queue))];
    },
    retentions: async () =>
      (await templates.list()).flatMap(({ name, title, retention }) =>
        retention === undefined ? [] : [{ name, title, retention }],
      ),
    secretUses,
    get: async (params) => presentTemplate(await versions.find(params)),
    stored: versions.find,
    code: ({ hash }) => codes.load(hash),
    async versions(params) {
      await versions.find({ name: params.name });
      const { items, next } = await templates.listVersions(params);
      return { items: items.map(presentVersion), next };
    },
    publish: ({ name, definition, expectedVersion, principal, traceparent, signal }) =>
      telemetry.span("template.publish", { template: name }, async () => {
        const { template, created } = await publishVersion({
          definition: requireDefinition(definition, name),
          folder: null,
          source: "api",
          publishedBy: principal.id,
          expectedVersion,
          traceparent,
          asker: { id: principal.id, signal },
        });
        return { template: presentTemplate(template), created };
      }),
    async archive({ name, traceparent }) {
      const template = await versions.find({ name });
      const archived = await templates.archive({ name, traceparent });
      versions.invalidate(name);
      if (archived) await announce("template.archived", template);
    },
    async validate({ payload, asker, ...id }) {
      const { secrets: _, ...checked } = await validatePayload({
        template: await versions.find(id),
        payload,
        asker,
      });
      return checked;
    },
    validatePayload,
    checkResult: async ({ template: { hash, result: schema }, result, asker }) =>
      schema === undefined ? [] : sandbox.checkResult({ hash, schema, result, asker }),
    async validatorScript({ asker, ...id }) {
      const { hash, payload } = await versions.find(id);
      const script =
        scripts.get(hash) ?? (await sandbox.validatorScript({ hash, schema: payload, asker }));
      scripts.set(hash, script);
      return script;
    },
    readFolder: () => telemetry.span("template.read-folder", {}, files.read),
    async faults({ principal }) {
      // A file without a name may be that of a template which is hidden.
      const isSeen = ({ template: name }: TemplateFault) =>
        name === null ? !missesTemplates(principal) : maySeeTemplate(principal, name);
      const ofSecrets = (await deps.secretFaults?.(await secretUses())) ?? [];
      const all = [...(await files.faults()), ...ofSecrets];
      return { items: all.filter(isSeen).slice(0, maxFaults) };
    },
    leftOut: files.leftOut,
    close: sandbox.close,
  };
}
