import { expect } from "chai";
import fc from "fast-check";
import { durationPattern, durationText, isDuration, parseDuration } from "./duration.ts";
import { processorMs } from "./testing/processor-ms.ts";

describe("durationText", () => {
  it("writes what parseDuration reads", () => {
    fc.assert(fc.property(fc.nat(), (ms) => parseDuration(durationText(ms)) === ms));
    expect([0, 500, 90_000, 300_000].map(durationText)).to.deep.equal([
      "0s",
      "500ms",
      "1m30s",
      "5m",
    ]);
  });
});

describe("parseDuration", () => {
  const known: Record<string, number> = {
    "90s": 90_000,
    "10m": 600_000,
    "1h30m": 5_400_000,
    "500ms": 500,
    "2d": 172_800_000,
    "1w": 604_800_000,
    "1m500ms": 60_500,
    "1.5h": 5_400_000,
    "0s": 0,
    PT5M: 300_000,
    P1DT2H: 93_600_000,
    "PT0.5S": 500,
    P2W: 1_209_600_000,
  };
  for (const [text, ms] of Object.entries(known)) {
    it(`reads ${text} as ${ms} ms`, () => {
      expect(parseDuration(text)).to.equal(ms);
    });
  }

  for (const text of [
    "",
    "5",
    "m",
    "10 m",
    "-5m",
    "30m1h",
    "1h1h",
    "P",
    "PT",
    "P1DT",
    "P1Y",
    "P1M",
    "1e3s",
    "99999999d",
    "5M",
    "٣s",
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(isDuration(text)).to.equal(false);
      expect(() => parseDuration(text)).to.throw(RangeError, "not a duration");
    });
  }

  it("reads whole amounts of each unit as their sum, in both spellings", () => {
    const part = fc.nat(50);
    fc.assert(
      fc.property(part, part, part, part, (d, h, m, s) => {
        const ms = (((d * 24 + h) * 60 + m) * 60 + s) * 1000;
        expect(parseDuration(`${d}d${h}h${m}m${s}s`)).to.equal(ms);
        expect(parseDuration(`P${d}DT${h}H${m}M${s}S`)).to.equal(ms);
      }),
    );
  });

  it("accepts what its pattern matches, which others check by", () => {
    const pattern = new RegExp(durationPattern());
    for (const text of Object.keys(known)) expect(text).to.match(pattern);
    const amount = fc.stringMatching(/^\d{1,16}(\.\d{1,7})?$/);
    const unit = fc.constantFrom(..."wdhms", "ms", ..."WDHMSPTY", "");
    const part = fc.tuple(amount, unit).map((pair) => pair.join(""));
    const texts = fc.tuple(fc.constantFrom("", "P", "PT"), fc.array(part, { maxLength: 4 }));
    fc.assert(
      fc.property(texts, ([start, parts]) => {
        const text = start + parts.join("");
        expect(isDuration(text)).to.equal(pattern.test(text));
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(pattern), (text) => {
        expect(isDuration(text), text).to.equal(true);
      }),
    );
  });

  it("takes little time for any text", () => {
    const ms = processorMs(() => {
      expect(isDuration("1".repeat(200_000))).to.equal(false);
    });
    expect(ms).to.be.below(2000);
  });
});
