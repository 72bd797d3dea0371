import type { FieldError } from "@formwork/contracts/job";
import { expect } from "chai";
import {
  type Attention,
  afterBlur,
  afterChange,
  afterSubmit,
  noAttention,
  shownErrors,
} from "./touched-fields.ts";

const anError = (pointer: string): FieldError => ({
  pointer,
  message: "is wrong",
  keyword: "type",
});
const shown = (attention: Attention, ...pointers: string[]) =>
  shownErrors(pointers.map(anError), attention).map(({ pointer }) => pointer);
const typing = { typed: true, showing: false };

describe("attention", () => {
  it("shows nothing in a fresh form", () => {
    expect(shown(noAttention, "/payload/url", "/payload")).to.deep.equal([]);
  });

  it("judges a text field when it is left, not its neighbours", () => {
    expect(
      shown(afterBlur(noAttention, "payload/url"), "/payload/url", "/payload/host"),
    ).to.deep.equal(["/payload/url"]);
  });

  it("judges what lies below a control that stands for a list", () => {
    expect(
      shown(afterBlur(noAttention, "payload/tags"), "/payload/tags/0", "/payload/tagsx"),
    ).to.deep.equal(["/payload/tags/0"]);
  });

  it("judges a choice at once, but not the fields that it brings", () => {
    const attention = afterChange(noAttention, "payload/columns", { typed: false, showing: false });
    expect(shown(attention, "/payload/columns", "/payload/columns/0/name")).to.deep.equal([
      "/payload/columns",
    ]);
  });

  it("is quiet while a right answer is being typed over", () => {
    const left = afterBlur(noAttention, "payload/url");
    expect(shown(afterChange(left, "payload/url", typing), "/payload/url")).to.deep.equal([]);
  });

  it("keeps an error that is showing until the field is right", () => {
    const left = afterBlur(noAttention, "payload/url");
    expect(
      shown(afterChange(left, "payload/url", { typed: true, showing: true }), "/payload/url"),
    ).to.have.length(1);
  });

  it("shows everything after a submit, also while typing", () => {
    const submitted = afterSubmit(noAttention);
    expect(
      shown(afterChange(submitted, "payload/url", typing), "/payload/url", "/payload/a/b"),
    ).to.have.length(2);
  });
});
