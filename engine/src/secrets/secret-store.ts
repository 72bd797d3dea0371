import type { ChangeSecret, PutSecret, Secret } from "@formwork/contracts/secret";
import type { TemplateFault } from "@formwork/contracts/template";
import type { Caller } from "../caller.ts";
import type { Page, Paging } from "../store/page.ts";
import type { SecretUse } from "../templates/templates.ts";

/** The verbs of secrets that templates name. No reply holds a value. */
export type SecretStore = {
  list: (params: Paging) => Promise<Page<Secret>>;
  get: (params: { name: string }) => Promise<Secret>;
  set: (
    params: Caller & { name: string; input: PutSecret },
  ) => Promise<{ secret: Secret; created: boolean }>;
  change: (params: Caller & { name: string; input: ChangeSecret }) => Promise<Secret>;
  remove: (params: { name: string; force?: boolean | undefined }) => Promise<void>;
};

/** What workers need of the store of secrets. */
export type ResolveSecrets = {
  /** Returns the values of some secrets for a job of a template, or what hinders that. */
  resolve: (params: { template: string; names: readonly string[] }) => Promise<Resolution>;
  /** Returns the values that reports of jobs may hold: those of now, and of a day before. */
  known: (params: { names: readonly string[] }) => Promise<string[]>;
  /** Returns what is wrong with the secrets that templates need. */
  faults: (uses: readonly SecretUse[]) => Promise<TemplateFault[]>;
};

export type Resolution = { values: Record<string, string>; faults: SecretFault[] };

/** Why a secret is not given to a job. */
export type SecretFault = {
  name: string;
  reason: "secret-missing" | "secret-forbidden" | "secret-unreadable";
};
