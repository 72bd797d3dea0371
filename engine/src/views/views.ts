import type { ChangeView, CreateView, SavedView } from "@formwork/contracts/saved-view";
import type { Caller } from "../caller.ts";

/** The verbs of saved views. Each caller has only its own; refusals are thrown as `DomainError`. */
export type Views = {
  /** Returns the caller's views, by name. */
  list: (params: Caller) => Promise<{ items: SavedView[] }>;
  create: (params: Caller & { input: CreateView }) => Promise<SavedView>;
  change: (params: Caller & { id: string; input: ChangeView }) => Promise<SavedView>;
  remove: (params: Caller & { id: string }) => Promise<void>;
};
