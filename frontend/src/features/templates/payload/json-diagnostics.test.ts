import { expect } from "chai";
import { jsonDiagnostics } from "./json-diagnostics.ts";

const text = '{ "url": "x" }';
const error = { pointer: "/payload/url", message: "must be an address", keyword: "formatPayload" };

describe("marks in the JSON tab", () => {
  it("show an error at the value it speaks of", () => {
    const [mark] = jsonDiagnostics(text, null, [error]);
    expect(text.slice(mark?.from, mark?.to)).to.equal('"x"');
    expect(mark?.message).to.equal("url must be an address");
  });

  it("show only the syntax while the text is no JSON", () => {
    const marks = jsonDiagnostics('{ "url": ', "This is not JSON yet", [error]);
    expect(marks.map(({ message }) => message)).to.deep.equal(["This is not JSON yet"]);
  });

  it("mark all of a text that is JSON but no payload", () => {
    expect(jsonDiagnostics("[1]", "A payload is a JSON object", [])).to.deep.equal([
      { from: 0, to: 3, message: "A payload is a JSON object" },
    ]);
  });
});
