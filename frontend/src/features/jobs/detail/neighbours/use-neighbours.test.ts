import { expect } from "chai";
import { aJob } from "../../../../testing/a-job.ts";
import { aLiveConnection } from "../../../../testing/a-live-connection.ts";
import { fakeApi } from "../../../../testing/fake-api.ts";
import { installDom } from "../../../../testing/install-dom.ts";
import { pageContexts } from "../../../../testing/page-contexts.ts";
import { renderHook } from "../../../../testing/render-hook.ts";
import { untilPasses } from "../../../../testing/until-passes.ts";
import { listState } from "../../list-state.ts";
import { useNeighbours } from "./use-neighbours.ts";

describe("useNeighbours", () => {
  installDom();
  const api = fakeApi();

  async function render(id: string, state: unknown = listState("state=failed")) {
    const page = pageContexts({ live: aLiveConnection().live, state });
    page.queries.setQueryData(["account", "me"], { id: "ada" });
    return renderHook(useNeighbours, id, page.wrap);
  }
  const replyWith = (ids: string, next: string | null = null) => {
    api.replies["jobs.list"] = () => ({
      items: ids.split("").map((id) => aJob({ id })),
      next,
    });
  };

  it("are those in the list that the page was opened from", async () => {
    replyWith("cba");
    const hook = await render("b");
    await untilPasses(() =>
      expect(hook.result()).to.deep.equal({ search: "state=failed", previous: "c", next: "a" }),
    );
    await hook.rerender("a");
    expect(hook.result()).to.include({ previous: "b", next: null });
    expect(api.calls[0]?.input).to.deep.include({ query: { state: ["failed"], limit: 100 } });
  });

  it("are none where the page was opened from elsewhere", async () => {
    expect((await render("b", null)).result()).to.equal(null);
    expect(api.calls).to.deep.equal([]);
  });

  it("reach into pages that are not loaded yet", async () => {
    api.replies["jobs.list"] = (input) =>
      Object(input).query.cursor === undefined
        ? { items: [aJob({ id: "b" })], next: "more" }
        : { items: [aJob({ id: "a" })], next: null };
    const hook = await render("b");
    await untilPasses(() => expect(hook.result()).to.include({ previous: null, next: "a" }));
  });
});
