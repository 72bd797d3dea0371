import type { Principal } from "@formwork/contracts/account";
import type { ChangeQueue, Queue, QueueKeys } from "@formwork/contracts/queue";
import type { Caller } from "../caller.ts";
import type { Page, Paging } from "../store/page.ts";

type Target = Caller & { name: string };

/** The verbs of queues. Refusals are thrown as `DomainError`. */
export type Queues = {
  /** Returns queues by name: those with jobs or rules, and those that templates name. */
  list: (params: Paging) => Promise<Page<Queue>>;
  get: (params: { name: string }) => Promise<Queue>;
  /**
   * Returns the concurrency keys behind which its jobs are held, as far as the principal may see the
   * first of them: a key is made of a payload.
   */
  keys: (params: { name: string; principal: Principal }) => Promise<QueueKeys>;
  /** Limits how many of its jobs run at once. Running ones go on, also where they are too many. */
  change: (params: Target & { change: ChangeQueue }) => Promise<Queue>;
  /** Lets no worker start a job of it. One that is paused takes the new reason. */
  pause: (params: Target & { reason?: string | undefined }) => Promise<Queue>;
  resume: (params: Target) => Promise<Queue>;
};
