import { expect } from "chai";
import { createTelemetry } from "../runtime/telemetry.ts";
import { tellAwayOnce } from "./rabbit-away.ts";

describe("tellAwayOnce", () => {
  const [debug, info, warn] = [20, 30, 40];
  let levels: number[];
  let log: ReturnType<typeof tellAwayOnce>["log"];
  beforeEach(() => {
    levels = [];
    const to = { write: (line: string) => void levels.push(JSON.parse(line).level) };
    ({ log } = tellAwayOnce(createTelemetry({ level: "debug", service: "test", to })));
  });
  const away = (link: string, error = "refused") => log.warn("bus.away", { link, error });

  it("warns once of a broker that no link can reach", () => {
    away("publishing");
    away("following");
    expect(levels).to.deep.equal([warn, debug]);
  });

  it("warns again of another fault, and of the same one after the broker was there", () => {
    away("publishing");
    away("following", "access refused");
    for (const link of ["publishing", "following"]) log.info("bus.connected", { link });
    away("following");
    expect(levels).to.deep.equal([warn, warn, info, info, warn]);
  });

  it("leaves everything else as it is", () => {
    log.warn("bus.blocked", { link: "publishing" });
    log.warn("bus.blocked", { link: "following" });
    expect(levels).to.deep.equal([warn, warn]);
  });
});
