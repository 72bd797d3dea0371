import { expect } from "chai";
import { parseJsonList, parseJsonObject, parseJsonValue } from "./parse-json-value.ts";

describe("JSON on the command line", () => {
  it("is refused with what is wrong and how to quote it", () => {
    expect(() => parseJsonValue("--payload", "{a:1}")).to.throw(
      /^--payload is not JSON: .*Quote it/,
    );
    expect(() => parseJsonObject("--payload", "[1]")).to.throw("--payload has to be a JSON object");
    expect(() => parseJsonObject("--payload", "null")).to.throw("has to be a JSON object");
  });

  it("is refused where it would be changed without a word", () => {
    expect(() => parseJsonValue("x", '{"a":1,"a":2}')).to.throw("x: /a");
    expect(() => parseJsonValue("x", "12345678901234567890")).to.throw("x: The value");
    expect(() => parseJsonValue("x", '{"__proto__":1}')).to.throw(/__proto__/);
  });

  it("is a list, or a line for each item", () => {
    expect(parseJsonList("x", " [1, 2]")).to.deep.equal([1, 2]);
    expect(parseJsonList("x", '{"a":1}\n\n{"a":2}\n')).to.deep.equal([{ a: 1 }, { a: 2 }]);
    expect(() => parseJsonList("x", '{"a":1}\n{')).to.throw("x, line 2 is not JSON");
  });
});
