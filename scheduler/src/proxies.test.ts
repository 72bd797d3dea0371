import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Engine } from "@formwork/engine/engine";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { expect } from "chai";
import { createApp } from "./app.ts";

/** Whom the app takes for the caller of a request from 10.0.0.9 with this `X-Forwarded-For`. */
function callerOf({ proxies, forwardedFor }: { proxies?: number; forwardedFor: string }): string {
  // An address is known before any part of the engine is asked.
  const app = createApp({
    engine: { accounts: { provider: {} } } as Engine,
    telemetry: silentTelemetry(),
    publicUrl: "http://localhost:8080",
    proxies,
  });
  const socket = Object.defineProperty(new Socket(), "remoteAddress", { value: "10.0.0.9" });
  const request = Object.assign(new IncomingMessage(socket), {
    headers: { "x-forwarded-for": forwardedFor },
  });
  return app.createContext(request, new ServerResponse(request)).ip;
}

describe("A caller's address", () => {
  it("is the peer's address without proxies, whatever the request says", () => {
    expect(callerOf({ forwardedFor: "203.0.113.7" })).to.equal("10.0.0.9");
  });

  it("is what the one proxy reports, not what the caller sent", () => {
    expect(callerOf({ proxies: 1, forwardedFor: "203.0.113.7" })).to.equal("203.0.113.7");
    expect(callerOf({ proxies: 1, forwardedFor: "127.0.0.1, 203.0.113.7" })).to.equal(
      "203.0.113.7",
    );
  });

  it("is what the outermost of several proxies reports", () => {
    expect(callerOf({ proxies: 2, forwardedFor: "127.0.0.1, 203.0.113.7, 10.0.0.1" })).to.equal(
      "203.0.113.7",
    );
  });
});
