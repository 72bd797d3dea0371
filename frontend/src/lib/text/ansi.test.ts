import { expect } from "chai";
import fc from "fast-check";
import { ansiSpans } from "./ansi.ts";

const esc = "\u001b";

describe("terminal colours", () => {
  it("leave a plain line as it is", () => {
    expect(ansiSpans("<b>no markup</b> & all")).to.deep.equal([
      { at: 0, text: "<b>no markup</b> & all", colour: null, rgb: null, bold: false, dim: false },
    ]);
  });

  it("have a name where they are one of the sixteen basic ones, so that the page chooses their tone", () => {
    const spans = ansiSpans(`${esc}[31mred${esc}[0m then ${esc}[1;92mgreen${esc}[0m`);
    expect(spans.map(({ text, colour, bold }) => [text, colour, bold])).to.deep.equal([
      ["red", "red", false],
      [" then ", null, false],
      ["green", "bright-green", true],
    ]);
  });

  it("have an RGB value where they are not", () => {
    expect(ansiSpans(`${esc}[38;5;196mx`)[0]?.rgb).to.equal("rgb(255,0,0)");
    expect(ansiSpans(`${esc}[38;5;244mx`)[0]?.rgb).to.equal("rgb(128,128,128)");
    expect(ansiSpans(`${esc}[38;2;1;2;3mx`)[0]?.rgb).to.equal("rgb(1, 2, 3)");
  });

  it("are all that is read of a terminal's sequences", () => {
    const line = `${esc}[2K${esc}]0;title\u0007${esc}[1;31mred\u202E${esc}[0m\b`;
    expect(ansiSpans(line).map(({ text, colour }) => [text, colour])).to.deep.equal([
      ["red", "red"],
    ]);
    expect(ansiSpans("a\u0000b\u202E").map(({ text }) => text)).to.deep.equal(["ab"]);
  });

  it("never lose text", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom("", `${esc}[31m`, `${esc}[0m`, `${esc}[38;5;99m`),
            fc.stringMatching(/^[\w <>&"]*$/),
          ),
        ),
        (parts) => {
          const line = parts.map(([code, text]) => code + text).join("");
          expect(
            ansiSpans(line)
              .map(({ text }) => text)
              .join(""),
          ).to.equal(parts.map(([, text]) => text).join(""));
        },
      ),
    );
  });
});
