import type { Principal } from "@formwork/contracts/account";

/** On whose behalf a schedule fires, or why it cannot any more. */
export type Maker = { principal: Principal } | { fault: string };

/** Finds who made a schedule, and what that user may now. */
export type FindMaker = (userId: string) => Promise<Maker>;
