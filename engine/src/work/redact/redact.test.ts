import { processorMs } from "@formwork/contracts/testing/processor-ms";
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

  it("hides them as other programs write them", () => {
    const secret = 'pä/ss "word"\'s+';
    const { text } = createRedact([secret]);
    const printed = [
      ...[encodeURIComponent(secret), encodeURI(secret), `${new URLSearchParams({ a: secret })}`],
      ...[encodeURIComponent(secret).toLowerCase(), JSON.stringify(secret)],
      'p\\u00e4/ss \\"word\\"\'s+',
    ];
    for (const one of printed) expect(text(`${one} end`), one).to.match(/^(?:a=|")?•{6}"? end$/);
  });

  it("hides them in small and capital letters, and as the names of hosts", () => {
    const { text } = createRedact(["Zebra4711-Straße", "Word"]);
    const host = new URL("http://Zebra4711-Straße.example/").host;
    expect(text(`getaddrinfo ENOTFOUND ${host}`)).to.equal("getaddrinfo ENOTFOUND ••••••.example");
    expect(text("zebra4711-straße ZEBRA4711-STRASSE")).to.equal("•••••• ••••••");
    expect(text("a word"), "as short ones stand in common text").to.equal("a word");
  });

  it("hides them in Base64, wherever they stand in what was encoded", () => {
    const before = fc.string({ maxLength: 5 });
    const given = fc.string({ unit: "grapheme-ascii", minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(given, before, before, (secret, user, after) => {
        const bytes = Buffer.from(`${user}${secret}${after}`);
        for (const encoded of [bytes.toString("base64"), bytes.toString("base64url")]) {
          const shown = createRedact([secret]).text(encoded);
          expect(shown).to.contain("••••••");
          expect(shown.replace("••••••", "").length).to.be.at.most(
            (user.length + after.length) * 4 + 8,
          );
        }
      }),
    );
  });

  it("hides a number that is a secret, and no other", () => {
    const { value } = createRedact(["4711"]);
    expect(value({ pin: 4711, other: 14711 })).to.deep.equal({ pin: "••••••", other: 14711 });
  });

  it("hides the beginning of a secret where a text was cut", () => {
    const { start } = createRedact(["hunter2-hunter2", "aabaab"]);
    expect(start("it is hunter2-hunter2, and hunter2-hun")).to.equal("it is ••••••, and ••••••");
    expect(start("aabaaba")).to.equal("••••••••••••");
    expect(start("nothing")).to.equal("nothing");
  });

  it("hides the longer of two secrets that begin alike", () => {
    expect(createRedact(["open", "open sesame"]).text("open sesame")).to.equal("••••••");
  });

  it("takes time in proportion to the text, with thousands of secrets", () => {
    const secrets = Array.from({ length: 5000 }, (_, index) => `secret ${index} of the many`);
    const { text } = createRedact(secrets);
    const ms = processorMs(() => {
      expect(text("secret of the man".repeat(100_000))).to.have.length(1_700_000);
    });
    expect(ms).to.be.below(3000);
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
    const secret = fc
      .string({ unit: "grapheme-ascii", minLength: 4, maxLength: 20 })
      .filter((text) => text.trim().length >= 4);
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
