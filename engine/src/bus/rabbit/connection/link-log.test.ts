import { expect } from "chai";
import { createTelemetry } from "../../../runtime/telemetry.ts";
import { createLinkLog, type LinkLog } from "./link-log.ts";

describe("the news of a broker", () => {
  const [debug, info, warn, error] = [20, 30, 40, 50];
  let levels: number[];
  let news: LinkLog;
  beforeEach(() => {
    levels = [];
    const to = { write: (line: string) => void levels.push(JSON.parse(line).level) };
    news = createLinkLog({
      url: "amqp://guest@127.0.0.1",
      telemetry: createTelemetry({ level: "debug", service: "test", to }),
    });
  });
  const away = (link: string, message = "connect ECONNREFUSED") =>
    news.lost(link, new Error(message));

  it("are told once of one that no link can reach", () => {
    away("publishing");
    away("following");
    away("publishing");
    expect(levels).to.deep.equal([warn, debug, debug]);
  });

  it("are told again of another fault, and of the same one after the broker was there", () => {
    away("publishing");
    away("following", "a missed heartbeat");
    for (const link of ["publishing", "following"]) news.connected(link);
    away("following");
    expect(levels).to.deep.equal([warn, warn, info, info, warn]);
  });

  it("are an error where it refuses us, once for all links too", () => {
    for (const link of ["publishing", "following"])
      away(link, "Handshake terminated by server: 403 (ACCESS-REFUSED)");
    expect(levels).to.deep.equal([error, debug]);
  });
});
