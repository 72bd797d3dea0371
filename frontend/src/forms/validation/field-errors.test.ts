import type { FieldError } from "@formwork/contracts/problem";
import { expect } from "chai";
import { errorsOfUnchanged, errorTree, joinErrors, messagesOf } from "./field-errors.ts";

const anError = (pointer: string, message = "is missing"): FieldError => ({
  pointer,
  message,
  keyword: "required",
});

describe("field errors", () => {
  it("become a tree with the keys of the payload", () => {
    expect(
      errorTree([
        anError("/payload/columns/0/name"),
        anError("/payload/columns", "has too few items"),
      ]),
    ).to.deep.equal({
      columns: { __errors: ["has too few items"], 0: { name: { __errors: ["is missing"] } } },
    });
  });

  it("of the payload as a whole are at the root", () => {
    expect(errorTree([anError("/payload", "has to be an object")])).to.deep.equal({
      __errors: ["has to be an object"],
    });
  });

  it("occur once when browser and server found the same", () => {
    expect(errorTree([anError("/payload/url"), anError("/payload/url")])).to.deep.equal({
      url: { __errors: ["is missing"] },
    });
    expect(
      joinErrors([anError("/payload/url")], [anError("/payload/url"), anError("/payload/host")]),
    ).to.have.length(2);
  });

  it("are listed from the top down", () => {
    expect(
      messagesOf(errorTree([anError("/payload/a/b", "deep"), anError("/payload/a", "high")])),
    ).to.deep.equal(["high", "deep"]);
    expect(messagesOf(undefined)).to.deep.equal([]);
  });

  it("keep a key such as __proto__ a plain key", () => {
    const tree = errorTree([anError("/payload/__proto__/x")]);
    expect(Object.keys(tree)).to.deep.equal(["__proto__"]);
    expect(({} as Record<string, unknown>).x).to.equal(undefined);
  });

  it("of the server remain until their value is edited", () => {
    const errors = [
      anError("/payload/url", "is unreachable"),
      anError("/payload/host", "is unknown"),
    ];
    const submitted = { url: "http://a", host: "b" };
    expect(errorsOfUnchanged(errors, submitted, { ...submitted, host: "c" })).to.deep.equal([
      errors[0],
    ]);
    expect(errorsOfUnchanged(errors, submitted, submitted)).to.deep.equal(errors);
  });
});
