import { traceHeaders } from "@formwork/contracts/events/trace-context";
import { expect } from "chai";
import { traceOf } from "./trace-requests.ts";

const hex = "4bf92f3577b34da6a3ce929d0e0e4736";
const parent = `00-${hex}-00f067aa0ba902b7-01`;

describe("traceOf", () => {
  it("accepts a well-formed X-Trace-Id and passes it on as W3C trace context", () => {
    const trace = traceOf(hex, "");
    expect(trace.id).to.equal(hex);
    expect(trace.parent).to.match(new RegExp(`^00-${hex}-[0-9a-f]{16}-01$`));
  });

  it("accepts a UUID, without its dashes in trace context", () => {
    const trace = traceOf("4BF92F35-77B3-4DA6-A3CE-929D0E0E4736", "");
    expect(trace.id).to.equal("4BF92F35-77B3-4DA6-A3CE-929D0E0E4736");
    expect(trace.parent).to.contain(hex);
  });

  it("accepts any other safe id, hashed for trace context", () => {
    const trace = traceOf("order-2026-0042", "");
    expect(trace.id).to.equal("order-2026-0042");
    expect(trace.parent).to.match(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01 formwork=order-2026-0042$/);
    expect(traceOf("order-2026-0042", "").parent.slice(0, 36)).to.equal(trace.parent.slice(0, 36));
  });

  it("accepts a W3C traceparent, with a new span id", () => {
    const trace = traceOf("", parent);
    expect(trace.id).to.equal(hex);
    expect(trace.parent).to.contain(`00-${hex}-`).and.not.equal(parent);
  });

  it("takes the id that a caller chose back from tracestate, and nothing else of it", () => {
    const state = (text: string) => traceHeaders(traceOf("", parent, text).parent).tracestate;
    expect(state("other=1,formwork=order-2026-0042, third=x")).to.equal("formwork=order-2026-0042");
    for (const text of [
      "other=1",
      "formwork=a b c d e f g",
      "formwork=short",
      "xformwork=12345678",
    ])
      expect(state(text), text).to.equal(undefined);
    expect(traceOf("", "", "formwork=order-2026-0042").parent).to.not.contain("order");
  });

  it("prefers X-Trace-Id when both are there", () => {
    expect(traceOf("a-trace-of-mine", parent).id).to.equal("a-trace-of-mine");
  });

  it("makes a new one for malformed headers", () => {
    const bad = [
      "",
      "short",
      "x".repeat(65),
      "with space 1",
      'quote"quote',
      "line\nbreak12",
      "<script>alert(1)",
    ];
    for (const text of bad) expect(traceOf(text, "").id, text).to.match(/^[0-9a-f]{32}$/);
    for (const text of [
      `00-${"0".repeat(32)}-00f067aa0ba902b7-01`,
      `00-${hex}-${"0".repeat(16)}-01`,
      "garbage",
    ])
      expect(traceOf("", text).id, text).to.match(/^(?!0{32})(?!4bf92f)[0-9a-f]{32}$/);
  });
});
