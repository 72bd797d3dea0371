import { expect } from "chai";
import { createTelemetry } from "./telemetry.ts";
import { withinTrace } from "./trace-scope.ts";

describe("withinTrace", () => {
  const lines: { event: string; traceId?: string }[] = [];
  const { log } = createTelemetry({
    level: "info",
    service: "test",
    to: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  const traceOf = (name: string) => lines.find(({ event }) => event === name)?.traceId;

  it("gives its trace id to every log line, also to those of nested calls", async () => {
    await withinTrace("t1", async () => {
      await new Promise((resolve) => setImmediate(resolve));
      log.info("deep.down");
    });
    expect(traceOf("deep.down")).to.equal("t1");
  });

  it("keeps two traces apart, and gives no trace id outside of them", async () => {
    const write = (name: string) => Promise.resolve().then(() => log.info(name));
    await Promise.all([
      withinTrace("t2", () => write("second")),
      withinTrace("t3", () => write("third")),
      write("outside"),
    ]);
    expect([traceOf("second"), traceOf("third"), traceOf("outside")]).to.deep.equal([
      "t2",
      "t3",
      undefined,
    ]);
  });
});
