import { expect } from "chai";
import { queryOf, readFilter, searchOf } from "./use-audit-filter.ts";

describe("the filter of the audit page", () => {
  it("is read from an address and written to it as it was", () => {
    const text = "actor=ada%40example.org&outcome=refused&from=2026-11-01T00%3A00%3A00.000Z";
    const filter = readFilter(new URLSearchParams(text));
    expect(searchOf(filter).toString()).to.equal(text);
    expect(queryOf(filter)).to.deep.equal({
      ...{ actor: "ada@example.org", outcome: "refused", from: "2026-11-01T00:00:00.000Z" },
    });
  });

  it("leaves out what an address says wrongly", () => {
    const filter = readFilter(new URLSearchParams("from=yesterday&outcome=maybe"));
    expect(queryOf(filter)).to.deep.equal({});
  });
});
