import { expect } from "chai";
import { jsonDiagnostics } from "./json-diagnostics.ts";

const text = '{ "url": "x" }';
const error = { pointer: "/payload/url", message: "must be an address", keyword: "formatPayload" };

describe("jsonDiagnostics", () => {
  it("marks the value that an error is about", () => {
    const [diagnostic] = jsonDiagnostics(text, null, [error]);
    expect(text.slice(diagnostic?.from, diagnostic?.to)).to.equal('"x"');
    expect(diagnostic?.message).to.equal("url must be an address");
  });

  it("marks only the syntax error while the text is no JSON", () => {
    const diagnostics = jsonDiagnostics('{ "url": ', "This is not JSON yet", [error]);
    expect(diagnostics.map(({ message }) => message)).to.deep.equal(["This is not JSON yet"]);
  });

  it("marks the whole text when it is JSON but no payload", () => {
    expect(jsonDiagnostics("[1]", "A payload is a JSON object", [])).to.deep.equal([
      { from: 0, to: 3, message: "A payload is a JSON object" },
    ]);
  });
});
