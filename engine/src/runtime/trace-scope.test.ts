import { expect } from "chai";
import { createTelemetry } from "./telemetry.ts";
import { withinTrace } from "./trace-scope.ts";

describe("withinTrace", () => {
  const lines: { event: string; traceId?: string; givenTraceId?: string }[] = [];
  const { log } = createTelemetry({
    level: "info",
    service: "test",
    to: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  const traceOf = (name: string) => lines.find(({ event }) => event === name)?.traceId;

  it("gives its trace id to every log line, also to those of nested calls", async () => {
    await withinTrace("00-t1-s-01", async () => {
      await new Promise((resolve) => setImmediate(resolve));
      log.info("deep.down");
    });
    expect(traceOf("deep.down")).to.equal("t1");
  });

  it("keeps two traces apart, and gives no trace id outside of them", async () => {
    const write = (name: string) => Promise.resolve().then(() => log.info(name));
    await Promise.all([
      withinTrace("00-t2-s-01 formwork=order-2026-0042", () => write("second")),
      withinTrace("00-t3-s-01", () => write("third")),
      write("outside"),
    ]);
    expect([traceOf("second"), traceOf("third"), traceOf("outside")]).to.deep.equal([
      "t2",
      "t3",
      undefined,
    ]);
    expect(lines.map(({ givenTraceId }) => givenTraceId).filter(Boolean)).to.deep.equal([
      "order-2026-0042",
    ]);
  });
});
