import type { Principal } from "@formwork/contracts/account";
import type { ApiKey, CreateApiKey, NewApiKey } from "@formwork/contracts/api-key";
import type { Page, Paging } from "../../store/page.ts";

type By = { principal: Principal };

/** The verbs of API keys. Each line names the problems that it throws. */
export type ApiKeys = {
  /** Returns a page of the principal's keys, newest first, or of everybody's. `forbidden`. */
  list: (params: By & { owner: "me" | "all" } & Paging) => Promise<Page<ApiKey>>;
  /** Makes a key. `forbidden` for scopes that its maker has not, `too-many-keys`. */
  create: (params: By & { input: CreateApiKey }) => Promise<NewApiKey>;
  /** Replaces a key of the principal; the one before works for a day more. `key-not-found`. */
  rotate: (params: By & { id: string }) => Promise<NewApiKey>;
  /** Ends a key of the principal; an admin may end any. `key-not-found`. */
  remove: (params: By & { id: string }) => Promise<void>;
};
