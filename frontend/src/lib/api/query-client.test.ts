import { foreignProblem, problemError } from "@formwork/contracts/client/problem-error";
import { expect } from "chai";
import { createQueryClient } from "./query-client.ts";
import { queryKeys } from "./query-keys.ts";

const refusal = (status: number) =>
  problemError({ ...foreignProblem("unexpected-reply", status, ""), code: "x" });

/** Fetches once through a fresh client; answers how often it was tried. */
async function tries(error: Error) {
  const queries = createQueryClient();
  queries.setDefaultOptions({ queries: { ...queries.getDefaultOptions().queries, retryDelay: 0 } });
  queries.setQueryData(queryKeys.me, { id: "ada" });
  let count = 0;
  const queryFn = () => {
    count += 1;
    return Promise.reject(error);
  };
  await queries
    .fetchQuery({
      queryKey: ["x"],
      queryFn,
      retry: queries.getDefaultOptions().queries?.retry ?? false,
    })
    .catch(() => {});
  return { count, me: queries.getQueryData(queryKeys.me) };
}

describe("the cache of server data", () => {
  it("does not ask again what was refused", async () => {
    expect((await tries(refusal(404))).count).to.equal(1);
  });

  it("asks again when there was no answer, three times in all", async () => {
    expect((await tries(refusal(0))).count).to.equal(3);
    expect((await tries(refusal(503))).count).to.equal(3);
  });

  it("knows that nobody is signed in any more when a request says so", async () => {
    expect((await tries(refusal(401))).me).to.equal(null);
    expect((await tries(refusal(404))).me).to.deep.equal({ id: "ada" });
  });
});
