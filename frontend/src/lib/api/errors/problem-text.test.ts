import { problemError } from "@formwork/contracts/client/problem-error";
import { expect } from "chai";
import { messagesByField, problemText } from "./problem-text.ts";

const problem = problemError({
  type: "about:blank",
  title: "The request is not valid",
  status: 422,
  detail: "2 faults",
  code: "invalid-request",
  retryable: false,
  traceId: "t1",
  errors: [{ pointer: "/email", message: "must be an address", keyword: "format" }],
});

describe("the texts of an error", () => {
  it("are the server's own", () => {
    expect(problemText(problem)).to.deep.equal({
      title: "The request is not valid",
      detail: "2 faults",
      traceId: "t1",
    });
  });

  it("say when a call above a limit may be tried again", () => {
    const detail = "At most 3 jobs may be submitted in a minute";
    const limited = problemError({ ...problem.problem, status: 429, detail }, 60_000);
    expect(problemText(limited, 53_000).detail).to.equal(`${detail}. Try again in 7 s`);
    expect(problemText(limited, 60_000).detail).to.equal(detail);
  });

  it("are made of the message when something else was thrown", () => {
    expect(problemText(new Error("out of paper")).detail).to.equal("out of paper");
    expect(problemText("odd").detail).to.equal("odd");
  });

  it("are found by field", () => {
    expect(messagesByField(problem)).to.deep.equal({ email: "must be an address" });
    expect(messagesByField(new Error("x"))).to.deep.equal({});
  });
});
