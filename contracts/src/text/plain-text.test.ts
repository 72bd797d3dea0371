import { expect } from "chai";
import fc from "fast-check";
import { processorMs } from "../testing/processor-ms.ts";
import { plainText } from "./plain-text.ts";

const esc = "\u001b";

describe("plainText", () => {
  it("removes escape sequences of every kind", () => {
    const texts = [
      `${esc}[31mred${esc}[0m`,
      `${esc}[38;2;1;2;3mred${esc}[m`,
      `${esc}[38:5:1mred${esc}[0m`,
      `${esc}[2K${esc}[1Gred`,
      `\u009b31mred`,
      `${esc}]0;title\u0007red`,
      `${esc}]8;;https://example.org${esc}\\red${esc}]8;;${esc}\\`,
      `${esc}(Bred`,
      `${esc}cred`,
      `${esc}[?25lred${esc}`,
      `${esc}Pq#0${esc}\\red`,
    ];
    for (const text of texts) expect(plainText(text), JSON.stringify(text)).to.equal("red");
  });

  it("removes control characters and marks of direction, and keeps tabs and lines", () => {
    expect(plainText("a\u0000b\u0007c\bd\te\nf\u007fg\u0085h")).to.equal("abcd\te\nfgh");
    expect(plainText("invoice\u202Efdp.exe\u2066x\u2069")).to.equal("invoicefdp.exex");
    expect(plainText("שלום, нет, 日本 😀")).to.equal("שלום, нет, 日本 😀");
  });

  it("reads every line end as one", () => {
    expect(plainText("one\r\ntwo\rthree\n")).to.equal("one\ntwo\nthree\n");
  });

  it("leaves nothing to remove, whatever it is given", () => {
    const part = fc.oneof(
      fc.constantFrom(esc, "[", "]", "0", "m", "\u0007", "\\", "\u009b", "\r", "\u202e"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const plain = plainText(parts.join(""));
        expect(plain).to.equal(plainText(plain));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be left
        expect(plain).to.not.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
    );
  });

  it("takes time in proportion to the text", () => {
    const ms = processorMs(() => {
      plainText(`${esc}]`.repeat(200_000) + `${esc}[`.repeat(200_000));
    });
    expect(ms).to.be.below(1000);
  });
});
