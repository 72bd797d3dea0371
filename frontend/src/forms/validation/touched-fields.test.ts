import type { FieldError } from "@formwork/contracts/job";
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
const typing = { typed: true, showing: false };

describe("touched", () => {
  it("shows nothing in a fresh form", () => {
    expect(shown(untouched, "/payload/url", "/payload")).to.deep.equal([]);
  });

  it("judges a text field when it is left, not its neighbours", () => {
    expect(
      shown(afterBlur(untouched, "payload/url"), "/payload/url", "/payload/host"),
    ).to.deep.equal(["/payload/url"]);
  });

  it("judges what lies below a control that stands for a list", () => {
    expect(
      shown(afterBlur(untouched, "payload/tags"), "/payload/tags/0", "/payload/tagsx"),
    ).to.deep.equal(["/payload/tags/0"]);
  });

  it("judges a choice at once, but not the fields that it brings", () => {
    const touched = afterChange(untouched, "payload/columns", { typed: false, showing: false });
    expect(shown(touched, "/payload/columns", "/payload/columns/0/name")).to.deep.equal([
      "/payload/columns",
    ]);
  });

  it("is quiet while a right answer is being typed over", () => {
    const left = afterBlur(untouched, "payload/url");
    expect(shown(afterChange(left, "payload/url", typing), "/payload/url")).to.deep.equal([]);
  });

  it("keeps an error that is showing until the field is right", () => {
    const left = afterBlur(untouched, "payload/url");
    expect(
      shown(afterChange(left, "payload/url", { typed: true, showing: true }), "/payload/url"),
    ).to.have.length(1);
  });

  it("shows everything after a submit, also while typing", () => {
    const submitted = afterSubmit(untouched);
    expect(
      shown(afterChange(submitted, "payload/url", typing), "/payload/url", "/payload/a/b"),
    ).to.have.length(2);
  });
});
