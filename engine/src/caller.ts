import type { Principal } from "@formwork/contracts/account";

/** The principal of a request and the trace that the request belongs to. */
export type Caller = {
  principal: Principal;
  /** As one text, see `trace-context.ts` of the contracts. */
  traceparent: string | null;
  /** Aborts when the caller has left: what was not begun for it by then is not done. */
  signal?: AbortSignal | undefined;
};
