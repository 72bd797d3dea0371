import { problemError, transportProblem } from "@formwork/contracts/client/problem-error";
import { expect } from "chai";
import { formError } from "./form-error.ts";

const problem = (...fields: string[]) =>
  problemError({
    ...transportProblem("unexpected-reply", 422, "Said by the server"),
    errors: fields.map((field) => ({ pointer: `/${field}`, message: "wrong", keyword: "format" })),
  });

describe("formError", () => {
  it("is null before a submit fails", () => {
    expect(formError(null)).to.equal(null);
  });

  it("is null when every error belongs to a field of the form", () => {
    expect(formError(problem("email", "password"))).to.equal(null);
  });

  it("is the server's detail when an error has no field in the form", () => {
    expect(formError(problem("email", "token"))).to.equal("Said by the server");
    expect(formError(problem())).to.equal("Said by the server");
  });
});
