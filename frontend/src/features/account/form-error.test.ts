import { problemError, transportProblem } from "@formwork/contracts/client/problem-error";
import { expect } from "chai";
import { formError } from "./form-error.ts";

const refusal = (...fields: string[]) =>
  problemError({
    ...transportProblem("unexpected-reply", 422, "Said by the server"),
    errors: fields.map((field) => ({ pointer: `/${field}`, message: "wrong", keyword: "format" })),
  });

describe("what stands above the form", () => {
  it("is nothing before the first try", () => {
    expect(formError(null)).to.equal(null);
  });

  it("is nothing when every fault stands at its field", () => {
    expect(formError(refusal("email", "password"))).to.equal(null);
  });

  it("is the server's word when a fault has no field here", () => {
    expect(formError(refusal("email", "token"))).to.equal("Said by the server");
    expect(formError(refusal())).to.equal("Said by the server");
  });
});
