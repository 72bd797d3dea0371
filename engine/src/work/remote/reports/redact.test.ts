import { expect } from "chai";
import fc from "fast-check";
import { createRedact } from "./redact.ts";

describe("createRedact", () => {
  const { text, value } = createRedact(["open sesame", 'a "quoted" key', "abc"]);

  it("hides secrets as they are, in JSON and in addresses", () => {
    expect(text("it is open sesame, twice: open sesame")).to.equal("it is ••••••, twice: ••••••");
    expect(text("https://x/?p=open%20sesame&q=1")).to.equal("https://x/?p=••••••&q=1");
    expect(text(JSON.stringify({ key: 'a "quoted" key' }))).to.equal('{"key":"••••••"}');
  });

  it("hides them in the texts and keys of a JSON value, and leaves the rest", () => {
    expect(value({ n: 1, "open sesame": ["x open sesame", null, true] })).to.deep.equal({
      n: 1,
      "••••••": ["x ••••••", null, true],
    });
  });

  it("leaves secrets that are too short, since they are found in everything", () => {
    expect(text("abcdef")).to.equal("abcdef");
  });

  it("hides each long line of a secret of several lines", () => {
    const key = "-----BEGIN KEY-----\nMIIEvgIBADANBg\n}\n-----END KEY-----";
    const redact = createRedact([key]);
    expect(redact.text(`all: ${key}`)).to.equal("all: ••••••");
    expect(redact.text("MIIEvgIBADANBg")).to.equal("••••••");
    expect(redact.text("}")).to.equal("}");
  });

  it("hides a secret in any text that has nothing else of it", () => {
    const secret = fc.string({ unit: "grapheme-ascii", minLength: 4, maxLength: 20 });
    fc.assert(
      fc.property(secret, fc.nat(3), (given, count) => {
        const rest = "·";
        const redact = createRedact([given, "another secret"]);
        const texts = [rest, ...Array.from({ length: count }, () => given + rest)];
        expect(redact.text(texts.join(""))).to.equal(
          texts.map((one) => (one === rest ? rest : `••••••${rest}`)).join(""),
        );
      }),
    );
  });
});
