import type { FieldError } from "@formwork/contracts/job";
import type {
  Template,
  TemplateDefinition,
  TemplateSummary,
  TemplateVersion,
} from "@formwork/contracts/template";
import type { Caller } from "../caller.ts";
import type { Page, Paging, StoredTemplate } from "../store/store.ts";

/** The verbs of templates. */
export type Templates = {
  list: (
    params: {
      q?: string | undefined;
      tag?: string[] | undefined;
      archived?: boolean | undefined;
    } & Paging,
  ) => Promise<Page<TemplateSummary>>;
  get: (params: { name: string; version?: number | undefined }) => Promise<Template>;
  /** The stored version with its folder, for workers. */
  stored: (params: { name: string; version?: number | undefined }) => Promise<StoredTemplate>;
  versions: (params: { name: string } & Paging) => Promise<Page<TemplateVersion>>;
  publish: (
    params: Caller & { name: string; definition: TemplateDefinition },
  ) => Promise<{ template: Template; created: boolean }>;
  archive: (params: Caller & { name: string }) => Promise<void>;
  /**
   * Fills defaults, drops values of branches that do not apply, validates. Pointers start with
   * `/payload`.
   */
  validate: (params: {
    name: string;
    version?: number | undefined;
    payload: Record<string, unknown>;
  }) => Promise<{ valid: boolean; errors: FieldError[]; payload: Record<string, unknown> }>;
  /** JavaScript module with the payload's compiled validators, for the form. */
  validatorScript: (params: { name: string; version?: number | undefined }) => Promise<string>;
  /** Reads the folder; answers the files that are left out, each with the reason. */
  readFolder: () => Promise<{ file: string; fault: string }[]>;
  close: () => Promise<void>;
};
