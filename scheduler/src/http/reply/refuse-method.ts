import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { fail } from "@formwork/engine/errors";
import type { RouterContext } from "@koa/router";
import type { Context, State } from "../context.ts";

/** Methods of the addresses without parameters: what they name is no id. */
const fixed = Map.groupBy(
  Object.values<Operation>(operations).filter(({ path }) => !path.includes(":")),
  ({ path }) => path,
);

/** Answers 405 for a method that the path does not have, with the methods it has in `Allow`. */
export async function refuseMethod(
  ctx: RouterContext<State>,
  next: () => Promise<unknown>,
): Promise<void> {
  const layers = ctx.matched ?? [];
  if (layers.length === 0) return void (await next());
  refuseTakenName(ctx);
  refuse(
    ctx,
    layers.flatMap((layer) => layer.methods),
  );
}

/** Refuses a request to an address such as `/jobs/batch` that is read as the one of a job. */
export function refuseTakenName(ctx: Context): void {
  const rows = fixed.get(ctx.path);
  // A PUT makes what it names, and says itself which names are taken.
  if (rows === undefined || ctx.method === "PUT") return;
  const methods = rows.map(({ method }) => method.toUpperCase());
  const allowed = methods.includes("GET") ? ["HEAD", ...methods] : methods;
  if (!allowed.includes(ctx.method)) refuse(ctx, allowed);
}

function refuse(ctx: Context, methods: string[]): never {
  const allowed = [...new Set(methods)].join(", ");
  ctx.set("Allow", allowed);
  return fail("method-not-allowed", `${ctx.path} takes ${allowed}, not ${ctx.method}`);
}
