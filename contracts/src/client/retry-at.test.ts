import { expect } from "chai";
import { retryAtOf } from "./retry-at.ts";

describe("When a call may be tried again", () => {
  const now = Date.UTC(2026, 0, 1);
  const of = (text: string | null) =>
    retryAtOf(new Headers(text === null ? {} : { "retry-after": text }), now);

  it("is said in seconds or as a date", () => {
    expect(of("7")).to.equal(now + 7000);
    expect(of("Thu, 01 Jan 2026 00:00:09 GMT")).to.equal(now + 9000);
    expect(of("Thu, 01 Jan 2020 00:00:00 GMT"), "past").to.equal(now);
  });

  it("is not known otherwise", () => {
    for (const text of [null, "", "soon", "-1", "1.5", "99999999999"])
      expect(of(text), String(text)).to.equal(null);
  });
});
