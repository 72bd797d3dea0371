import type { FieldError } from "@formwork/contracts/problem";
import { expect } from "chai";
import {
  afterBlur,
  afterChange,
  afterSubmit,
  type TouchedFields,
  untouched,
  visibleErrors,
} from "./touched-fields.ts";

const anError = (pointer: string): FieldError => ({
  pointer,
  message: "is wrong",
  keyword: "type",
});
const shown = (touched: TouchedFields, ...pointers: string[]) =>
  visibleErrors(pointers.map(anError), touched).map(({ pointer }) => pointer);
const typing = { isTyped: true, isVisible: false };

describe("touched fields", () => {
  it("show no error in a new form", () => {
    expect(shown(untouched, "/payload/url", "/payload")).to.deep.equal([]);
  });

  it("show the error of a field that lost the focus, not those of its neighbours", () => {
    expect(
      shown(afterBlur(untouched, "payload/url"), "/payload/url", "/payload/host"),
    ).to.deep.equal(["/payload/url"]);
  });

  it("show the errors below a control of a whole list", () => {
    expect(
      shown(afterBlur(untouched, "payload/tags"), "/payload/tags/0", "/payload/tagsx"),
    ).to.deep.equal(["/payload/tags/0"]);
  });

  it("show the error of a changed choice at once, but not those of the fields it adds", () => {
    const touched = afterChange(untouched, "payload/columns", { isTyped: false, isVisible: false });
    expect(shown(touched, "/payload/columns", "/payload/columns/0/name")).to.deep.equal([
      "/payload/columns",
    ]);
  });

  it("show no new error while the user is typing", () => {
    const left = afterBlur(untouched, "payload/url");
    expect(shown(afterChange(left, "payload/url", typing), "/payload/url")).to.deep.equal([]);
  });

  it("keep a visible error while the user is typing", () => {
    const left = afterBlur(untouched, "payload/url");
    expect(
      shown(afterChange(left, "payload/url", { isTyped: true, isVisible: true }), "/payload/url"),
    ).to.have.length(1);
  });

  it("show every error after a submit, also while the user is typing", () => {
    const submitted = afterSubmit(untouched);
    expect(
      shown(afterChange(submitted, "payload/url", typing), "/payload/url", "/payload/a/b"),
    ).to.have.length(2);
  });
});
