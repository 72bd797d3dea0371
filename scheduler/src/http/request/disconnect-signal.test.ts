import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import Koa from "koa";
import type { Context, State } from "../context.ts";
import { disconnectSignal, stopping, stopSignal } from "./disconnect-signal.ts";

describe("disconnectSignal", () => {
  it("aborts when the caller disconnects", async () => {
    const signal = await duringRequest(async (ctx, hangUp) => {
      const made = disconnectSignal(ctx);
      expect(made.aborted).to.equal(false);
      hangUp();
      await once(made, "abort");
      return made;
    });
    expect(signal.aborted).to.equal(true);
  });

  it("is aborted where the caller has disconnected before", async () => {
    const signal = await duringRequest(async (ctx, hangUp) => {
      hangUp();
      await once(ctx.res, "close");
      return disconnectSignal(ctx);
    });
    expect(signal.aborted).to.equal(true);
  });
});

describe("stopSignal", () => {
  it("leaves nothing behind where the caller has disconnected before", async () => {
    const listeners = await duringRequest(async (ctx, hangUp) => {
      hangUp();
      await once(ctx.res, "close");
      stopSignal(ctx);
      return ctx.app.listenerCount(stopping);
    });
    expect(listeners).to.equal(0);
  });
});

/** Runs `work` within a request, whose caller hangs up when it is told to. */
async function duringRequest<T>(
  work: (ctx: Context, hangUp: () => void) => Promise<T>,
): Promise<T> {
  const app = new Koa<State>();
  const caller = new AbortController();
  const worked = Promise.withResolvers<T>();
  app.use((ctx) => work(ctx, () => caller.abort()).then(worked.resolve, worked.reject));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A listening server has an address with a port.
  const { port } = server.address() as AddressInfo;
  try {
    await fetch(`http://127.0.0.1:${port}`, { signal: caller.signal }).catch(() => undefined);
    return await worked.promise;
  } finally {
    server.close();
  }
}
