import { expect } from "chai";
import { createTelemetry } from "../../../runtime/telemetry.ts";
import { createLinkLog, type LinkLog, type LinkName } from "./link-log.ts";

describe("the log of a broker's links", () => {
  const [debug, info, warn, error] = ["debug", "info", "warn", "error"];
  let levels: string[];
  let linkLog: LinkLog;
  beforeEach(() => {
    levels = [];
    const to = { write: (line: string) => void levels.push(JSON.parse(line).level) };
    linkLog = createLinkLog({
      url: "amqp://guest@127.0.0.1",
      telemetry: createTelemetry({ level: "debug", service: "test", to }),
    });
  });
  const away = (link: LinkName, message = "connect ECONNREFUSED") =>
    linkLog.lost(link, new Error(message));

  it("warns once of a broker that no link can reach", () => {
    away("publishing");
    away("following");
    away("publishing");
    expect(levels).to.deep.equal([warn, debug, debug]);
  });

  it("warns again of another cause, and of the same one after the broker was connected", () => {
    away("publishing");
    away("following", "a missed heartbeat");
    for (const link of ["publishing", "following"] as const) linkLog.connected(link);
    away("following");
    expect(levels).to.deep.equal([warn, warn, info, info, warn]);
  });

  it("logs an error for a refusal, once for all links too", () => {
    for (const link of ["publishing", "following"] as const)
      away(link, "Handshake terminated by server: 403 (ACCESS-REFUSED)");
    expect(levels).to.deep.equal([error, debug]);
  });
});
