import { expect } from "chai";
import { createTelemetry } from "../telemetry.ts";
import { watchFileLimit } from "./file-limit.ts";

describe("the limit on open files", () => {
  let events: string[];
  let open = 10;
  const telemetry = createTelemetry({
    level: "info",
    service: "test",
    to: { write: (line) => void events.push(JSON.parse(line).event) },
  });
  beforeEach(() => {
    events = [];
  });

  it("is warned of where it is low, and logged once when it is reached", () => {
    const files = watchFileLimit({ telemetry, open: () => open, limit: () => 40 });
    files.look();
    expect(files.check().ok).to.equal(true);
    for (open of [40, 40, 35]) files.look();
    expect(files.check()).to.include({ ok: false });
    open = 20;
    files.look();
    files.stop();
    expect(files.check().ok).to.equal(true);
    expect(events).to.deep.equal(["files.limit-low", "files.exhausted", "files.available"]);
  });

  it("counts as reached where not even a list of files can be opened", () => {
    const full = () => {
      throw new Error("EMFILE");
    };
    const files = watchFileLimit({ telemetry, open: full, limit: () => 4096 });
    files.look();
    files.stop();
    expect(files.check().ok).to.equal(false);
    expect(events).to.deep.equal(["files.exhausted"]);
  });

  it("is known for this process", () => {
    const files = watchFileLimit({ telemetry });
    files.look();
    files.stop();
    expect(files.check().ok).to.equal(true);
  });
});
