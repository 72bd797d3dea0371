import { fail } from "@formwork/engine/errors";
import type { RouterContext } from "@koa/router";
import type { State } from "../context.ts";

/** Refuses a method that an address does not take, and says which ones it does. */
export async function refuseMethod(
  ctx: RouterContext<State>,
  next: () => Promise<unknown>,
): Promise<void> {
  const layers = ctx.matched ?? [];
  if (layers.length === 0) return void (await next());
  const allowed = [...new Set(layers.flatMap((layer) => layer.methods))].join(", ");
  ctx.set("Allow", allowed);
  fail("method-not-allowed", `${ctx.path} takes ${allowed}, not ${ctx.method}`);
}
