import type { Principal } from "@formwork/contracts/account";
import type { FieldError } from "@formwork/contracts/problem";
import type { TemplateRetention } from "@formwork/contracts/retention";
import type { KeptSecrets } from "@formwork/contracts/schema/secrets/kept-secrets";
import type {
  Template,
  TemplateDefinition,
  TemplateFault,
  TemplateSummary,
  TemplateVersion,
} from "@formwork/contracts/template";
import type { Caller } from "../caller.ts";
import type { Page, Paging } from "../store/page.ts";
import type { TemplateCode } from "./code/template-code.ts";
import type { Asker } from "./sandbox/calls/call.ts";
import type { ValidatedPayload } from "./sandbox/sandbox-messages.ts";
import type { StoredTemplate } from "./versions/template-tables.ts";

/** The secrets of the store that the newest version of a template names. */
export type SecretUse = { template: string; secrets: string[]; publishedAt: string };

/** The verbs of templates. Refusals are thrown as `DomainError`. */
export type Templates = {
  list: (
    params: {
      q?: string | undefined;
      tag?: string[] | undefined;
      archived?: boolean | undefined;
      /** Who asks: templates that the principal may not see are left out. */
      principal: Principal;
    } & Paging,
  ) => Promise<Page<TemplateSummary>>;
  /** Returns the title of every template, archived ones included. */
  titles: () => Promise<{ name: string; title: string }[]>;
  /** Returns the queues of the templates that take jobs, each once. */
  queues: () => Promise<string[]>;
  /** Returns the templates whose newest version has a retention of its own, by title. */
  retentions: () => Promise<{ name: string; title: string; retention: TemplateRetention }[]>;
  /** Returns the secrets that each template's newest version needs, where it needs any. */
  secretUses: () => Promise<SecretUse[]>;
  get: (params: { name: string; version?: number | undefined }) => Promise<Template>;
  /** Returns the version, or the newest, with the folder of its modules; for workers. */
  stored: (params: { name: string; version?: number | undefined }) => Promise<StoredTemplate>;
  /** Returns the code of a version by its `codeHash`; for workers. */
  code: (params: { hash: string }) => Promise<TemplateCode>;
  versions: (params: { name: string } & Paging) => Promise<Page<TemplateVersion>>;
  publish: (
    params: Caller & {
      name: string;
      definition: TemplateDefinition;
      /** The newest version that there has to be still, 0 for none; any unless told. */
      expectedVersion?: number | undefined;
    },
  ) => Promise<{ template: Template; created: boolean }>;
  archive: (params: Caller & { name: string }) => Promise<void>;
  /**
   * Fills in defaults, drops values of branches that do not apply, and validates. Pointers of faults
   * start with `/payload`.
   */
  validate: (params: {
    name: string;
    version?: number | undefined;
    payload: Record<string, unknown>;
    asker?: Asker | undefined;
  }) => Promise<{ valid: boolean; errors: FieldError[]; payload: Record<string, unknown> }>;
  /**
   * Validates a payload against a version that was looked up before. A handle in it is replaced by
   * the secret of `kept` that it stands for; any other is a fault.
   */
  validatePayload: (params: {
    template: StoredTemplate;
    payload: Record<string, unknown>;
    kept?: KeptSecrets;
    asker?: Asker | undefined;
  }) => Promise<ValidatedPayload>;
  /** Returns each fault of a result under the result schema of the version, if it has one. */
  checkResult: (params: {
    template: Pick<StoredTemplate, "hash" | "result">;
    result: unknown;
    asker?: Asker | undefined;
  }) => Promise<FieldError[]>;
  /** Returns the payload's compiled validators as a JavaScript module, for the form. */
  validatorScript: (params: {
    name: string;
    version?: number | undefined;
    asker?: Asker | undefined;
  }) => Promise<string>;
  /** Publishes the files of the folder; returns those that were left out, with the reason. */
  readFolder: () => Promise<{ file: string; fault: string }[]>;
  /**
   * Returns what is wrong with the files of templates that a principal sees: left out, changed since,
   * or gone.
   */
  faults: (params: { principal: Principal }) => Promise<{ items: TemplateFault[] }>;
  /** Returns how many files this process left out when it read the folder. */
  leftOut: () => number;
  close: () => Promise<void>;
};
