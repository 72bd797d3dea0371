import type { Context } from "../../context.ts";

/** Waits until no other large body of the same caller is read or worked on. */
export type LargeBodies = (ctx: Context) => Promise<void>;

/**
 * Lets each caller have one large body at a time, from its first byte to the end of its reply. The
 * others wait unread, in the socket, where they cost no memory.
 */
export function createLargeBodies(): LargeBodies {
  const lasts = new Map<string, Promise<void>>();
  return async (ctx) => {
    const caller = ctx.state.principal?.id ?? ctx.ip;
    const before = lasts.get(caller);
    const mine = replyEnded(ctx);
    const all = Promise.all([before, mine]).then(() => {
      if (lasts.get(caller) === all) lasts.delete(caller);
    });
    lasts.set(caller, all);
    await before;
  };
}

function replyEnded({ res }: Context): Promise<void> {
  return new Promise((resolve) => (res.closed ? resolve() : res.once("close", resolve)));
}
