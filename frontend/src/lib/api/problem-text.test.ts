import { problemError } from "@formwork/contracts/client/problem-error";
import { expect } from "chai";
import { messagesByField, problemText } from "./problem-text.ts";

const refusal = problemError({
  type: "about:blank",
  title: "The request is not valid",
  status: 422,
  detail: "2 faults",
  code: "invalid-request",
  traceId: "t1",
  errors: [{ pointer: "/email", message: "must be an address", keyword: "format" }],
});

describe("errors in words", () => {
  it("are the server's own", () => {
    expect(problemText(refusal)).to.deep.equal({
      title: "The request is not valid",
      detail: "2 faults",
      traceId: "t1",
    });
  });

  it("are told even when something else was thrown", () => {
    expect(problemText(new Error("out of paper")).detail).to.equal("out of paper");
    expect(problemText("odd").detail).to.equal("odd");
  });

  it("stand at their fields", () => {
    expect(messagesByField(refusal)).to.deep.equal({ email: "must be an address" });
    expect(messagesByField(new Error("x"))).to.deep.equal({});
  });
});
