import { formats } from "@formwork/contracts/schema/formats";
import { expect } from "chai";
import fc from "fast-check";
import { formatBytes, shortenDataUrls, summariseDataUrl, toDataUrl } from "./data-url.ts";

describe("toDataUrl", () => {
  it("keeps name and content of a file", async () => {
    const file = new File(["héllo"], "Prüf bericht;1.txt", { type: "text/plain" });
    const url = await toDataUrl(file);
    expect(url).to.equal("data:text/plain;name=Pr%C3%BCf%20bericht%3B1.txt;base64,aMOpbGxv");
    expect(summariseDataUrl(url)).to.deep.equal({ name: "Prüf bericht;1.txt", bytes: 6 });
  });

  it("makes a value that the format takes, of any name, type and content", async () => {
    const isDataUrl = formats["data-url"] as (text: string) => boolean;
    const file = fc.record({
      name: fc.string(),
      type: fc.constantFrom("", "text/csv;charset=utf-8", "image/svg+xml"),
      bytes: fc.uint8Array({ maxLength: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(file, async ({ name, type, bytes }) => {
        const url = await toDataUrl(new File([bytes.slice().buffer], name, { type }));
        expect(isDataUrl(url), url).to.equal(true);
        expect(summariseDataUrl(url)?.bytes).to.equal(bytes.length);
      }),
    );
  });
});

describe("summariseDataUrl", () => {
  it("tells a file without a name, and a text that is no file", () => {
    expect(summariseDataUrl("data:text/plain;base64,YQ==")).to.deep.equal({
      name: "A file without a name",
      bytes: 1,
    });
    expect(summariseDataUrl("hello, world")).to.equal(null);
  });
});

describe("formatBytes", () => {
  it("writes a size for people", () => {
    expect([1, 999, 1234, 195_000, 2_500_000].map(formatBytes)).to.deep.equal([
      "1 byte",
      "999 bytes",
      "1.2 kB",
      "195 kB",
      "2.5 MB",
    ]);
  });
});

describe("shortenDataUrls", () => {
  it("shows type, name and size of a large file, wherever it stands", () => {
    const file = `data:application/pdf;name=Pr%C3%BCf%20a.pdf;base64,${"AAAA".repeat(83_333)}`;
    const short = "data:application/pdf;name=Prüf a.pdf, 250 kB";
    expect(shortenDataUrls({ one: file, list: [file, 1, null] })).to.deep.equal({
      one: short,
      list: [short, 1, null],
    });
  });

  it("leaves other texts and small files as they are", () => {
    const value = ["data:,a", "x".repeat(1000), `data: ${"x".repeat(1000)}`];
    expect(shortenDataUrls(value)).to.deep.equal(value);
  });
});
