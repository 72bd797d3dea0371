import { fail } from "@formwork/engine/errors";
import type { RouterContext } from "@koa/router";
import type { State } from "../context.ts";

/** Answers 405 for a method that the path does not have, with the methods it has in `Allow`. */
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
