import { expect } from "chai";
import { processorMs } from "../testing/processor-ms.ts";
import { createAjv } from "./validate.ts";

function accepts(format: string, value: unknown): boolean {
  return createAjv().compile({ format })(value);
}

const examples: Record<string, { good: string[]; bad: string[] }> = {
  cron: {
    good: ["* * * * *", "30 9 * * 1-5", "0 30 9 * * MON", "@daily"],
    bad: ["* * * *", "60 * * * *", "often", ""],
  },
  timezone: { good: ["Europe/Berlin", "UTC"], bad: ["Europe/Berlim", "", "CEST+1"] },
  duration: { good: ["10m", "1h30m", "PT5M"], bad: ["10", "5 min", "P1M"] },
  password: { good: ["", "anything at all"], bad: [] },
  "date-time": {
    good: ["2026-01-31T09:30:00Z", "2026-01-31T09:30:00+02:00"],
    bad: ["2026-01-31T09:30:00", "2026-02-30T09:30:00Z", "today"],
  },
  time: { good: ["09:30:00Z"], bad: ["09:30:00", "25:00:00Z"] },
  ipv4: { good: ["10.0.0.1"], bad: ["010.0.0.1", "256.1.1.1"] },
  email: { good: ["ada@example.org"], bad: ["ada", "ada@"] },
  uri: { good: ["https://example.org/a?b#c", "urn:isbn:1"], bad: ["example.org", "/a"] },
  color: { good: ["#fff", "#3366ff", "teal", "rgb(1, 2, 3)"], bad: ["#ff", "3366ff"] },
  "data-url": {
    good: ["data:text/plain;base64,aGk=", "data:image/png;name=a.png;base64,aGk="],
    bad: ["data:text/plain,hi", "aGk="],
  },
};

describe("formats", () => {
  for (const [format, { good, bad }] of Object.entries(examples)) {
    it(`${format} takes ${good.join(" and ")}${bad.length > 0 ? `, and not ${bad.map((text) => `"${text}"`).join(" or ")}` : ""}`, () => {
      for (const text of good) expect(accepts(format, text), text).to.equal(true);
      for (const text of bad) expect(accepts(format, text), text).to.equal(false);
    });
  }

  it("accept values that are not text", () => {
    for (const format of Object.keys(examples)) expect(accepts(format, 5), format).to.equal(true);
  });

  it("refuse long texts without matching them", () => {
    const ms = processorMs(() => {
      for (const format of [
        "url",
        "email",
        "uri",
        "hostname",
        "uri-template",
        "color",
        "cron",
        "timezone",
        "duration",
      ]) {
        expect(accepts(format, `http://${"a:a@".repeat(50_000)}`), format).to.equal(false);
      }
    });
    expect(ms).to.be.below(2000);
  });

  it("compare dates", () => {
    const validate = createAjv().compile({ format: "date", formatMinimum: "2026-01-01" });
    expect(validate("2026-01-01")).to.equal(true);
    expect(validate("2025-12-31")).to.equal(false);
  });
});
