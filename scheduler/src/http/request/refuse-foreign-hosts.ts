import { fail } from "@formwork/engine/errors";
import { isLoopback } from "@formwork/engine/runtime/service/is-loopback";
import type { Middleware } from "../context.ts";

/**
 * Makes the middleware of a server for this machine alone, which answers to its own names. A site
 * that points its name at this machine (DNS rebinding) sends its own, and is refused.
 */
export function refuseForeignHosts({ publicUrl }: { publicUrl: string }): Middleware {
  const own = new URL(publicUrl).hostname;
  return async function refuseForeignHost(ctx, next) {
    const name = ctx.get("Host").toLowerCase().replace(/:\d+$/, "");
    if (name !== own && !isLoopback(name))
      fail(
        "misdirected",
        "This server answers to 127.0.0.1 and localhost; FORMWORK_PUBLIC_URL gives it another name",
      );
    await next();
  };
}
