import { problemError, transportProblem } from "@formwork/contracts/client/problem-error";
import { expect } from "chai";
import { createQueryClient } from "./query-client.ts";
import { queryKeys } from "./query-keys.ts";

const problem = (status: number) =>
  problemError({ ...transportProblem("unexpected-reply", status, ""), code: "x" });

/** Runs one failing query through a new client; returns how often it was tried. */
async function runQuery(error: Error) {
  const queries = createQueryClient();
  queries.setDefaultOptions({ queries: { ...queries.getDefaultOptions().queries, retryDelay: 0 } });
  queries.setQueryData(queryKeys.me, { id: "ada" });
  let attempts = 0;
  const queryFn = () => {
    attempts += 1;
    return Promise.reject(error);
  };
  await queries
    .fetchQuery({
      queryKey: ["x"],
      queryFn,
      retry: queries.getDefaultOptions().queries?.retry ?? false,
    })
    .catch(() => {});
  return { attempts, me: queries.getQueryData(queryKeys.me) };
}

describe("the query client", () => {
  it("does not retry what the server refused", async () => {
    expect((await runQuery(problem(404))).attempts).to.equal(1);
  });

  it("retries what is above a limit when the wait is short", async () => {
    const limited = (waitMs: number) =>
      problemError(
        { ...transportProblem("unexpected-reply", 429, ""), code: "too-many-requests" },
        Date.now() + waitMs,
      );
    expect((await runQuery(limited(4000))).attempts).to.equal(3);
    expect((await runQuery(limited(40_000))).attempts).to.equal(1);
  });

  it("retries twice when the server did not answer or failed", async () => {
    expect((await runQuery(problem(0))).attempts).to.equal(3);
    expect((await runQuery(problem(503))).attempts).to.equal(3);
  });

  it("signs the user out when a request reports that the session has ended", async () => {
    expect((await runQuery(problem(401))).me).to.equal(null);
    expect((await runQuery(problem(404))).me).to.deep.equal({ id: "ada" });
  });
});
