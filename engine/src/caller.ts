import type { Principal } from "@formwork/contracts/account";

/** The principal of a request and the trace that the request belongs to. */
export type Caller = { principal: Principal; traceparent: string | null };
