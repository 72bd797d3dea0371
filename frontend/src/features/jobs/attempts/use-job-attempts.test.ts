import { expect } from "chai";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { useJobAttempts } from "./use-job-attempts.ts";

describe("useJobAttempts", () => {
  installDom();
  const api = fakeApi();

  it("fetches every page of attempts", async () => {
    api.replies["jobs.attempts"] = (input) => {
      const { query } = input as { query: { cursor?: string } };
      return query.cursor === undefined
        ? { items: [{ attempt: 1 }], next: "more" }
        : { items: [{ attempt: 2 }], next: null };
    };
    const hook = await renderHook(useJobAttempts, "job-1", pageContexts().wrap);
    await untilPasses(() =>
      expect(hook.result().data?.map(({ attempt }) => attempt)).to.deep.equal([1, 2]),
    );
    expect(api.calls[0]?.input).to.deep.include({ params: { id: "job-1" } });
  });
});
