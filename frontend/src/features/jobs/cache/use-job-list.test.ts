import { rooms } from "@formwork/contracts/events/rooms";
import { expect } from "chai";
import { aJob, anEvent } from "../../../testing/a-job.ts";
import { aJobView } from "../../../testing/a-job-view.ts";
import { aLiveConnection } from "../../../testing/a-live-connection.ts";
import { act } from "../../../testing/act.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { useJobList } from "./use-job-list.ts";

describe("useJobList", () => {
  installDom();
  const api = fakeApi();
  const at = (minute: number) => `2025-11-22T10:0${minute}:00.000Z`;
  const job = (id: string, minute: number) => aJob({ id, createdAt: at(minute) });

  async function render(view = aJobView()) {
    const { live, connect, handlers } = aLiveConnection();
    live.join(rooms.jobs);
    live.start();
    await connect();
    const page = pageContexts({ live });
    page.queries.setQueryData(["account", "me"], { id: "ada" });
    const hook = await renderHook(useJobList, view, page.wrap);
    const ids = () => hook.result().data?.pages.map(({ items }) => items.map(({ id }) => id));
    return { hook, ids, handlers };
  }

  it("fetches the first page of the view", async () => {
    api.replies["jobs.list"] = () => ({ items: [job("a", 1)], next: null });
    const { hook, ids } = await render(aJobView({ state: ["queued"], q: "x" }));
    await untilPasses(() => expect(ids()).to.deep.equal([["a"]]));
    expect(hook.result().hasNextPage).to.equal(false);
    expect(api.calls.find(({ id }) => id === "jobs.list")?.input).to.deep.include({
      query: { state: ["queued"], q: "x", limit: 100 },
    });
  });

  it("goes on behind pages without a job, which a search may have", async () => {
    const pages: Record<string, unknown> = {
      "": { items: [], next: "c1" },
      c1: { items: [], next: "c2" },
      c2: { items: [job("a", 1)], next: "c3" },
    };
    api.replies["jobs.list"] = (input) =>
      pages[(input as { query: { cursor?: string } }).query.cursor ?? ""];
    const { hook, ids } = await render(aJobView({ q: "rare" }));
    await untilPasses(() => expect(ids()).to.deep.equal([["a"]]));
    expect(hook.result().hasNextPage).to.equal(true);
  });

  it("applies the events that arrive during the fetch", async () => {
    const reply = Promise.withResolvers<unknown>();
    api.replies["jobs.list"] = () => reply.promise;
    const { ids, handlers } = await render();
    handlers().event(anEvent("job.created", job("b", 2)), "c1");
    reply.resolve({ items: [job("a", 1)], next: null });
    await untilPasses(() => expect(ids()).to.deep.equal([["b", "a"]]));
  });

  it("applies to a later page only the events of its own jobs", async () => {
    api.replies["jobs.list"] = () => ({ items: [job("c", 3)], next: "more" });
    const { hook, ids, handlers } = await render();
    await untilPasses(() => expect(ids()).to.deep.equal([["c"]]));
    const reply = Promise.withResolvers<unknown>();
    api.replies["jobs.list"] = () => reply.promise;
    await act(async () => void hook.result().fetchNextPage());
    handlers().event(anEvent("job.created", job("d", 4)), "c1");
    handlers().event(anEvent("job.deleted", { ...job("b", 2), seq: 2 }), "c2");
    reply.resolve({ items: [job("b", 2), job("a", 1)], next: null });
    await untilPasses(() => expect(ids()).to.deep.equal([["c"], ["a"]]));
    expect(api.calls.at(-1)?.input).to.deep.include({ query: { limit: 100, cursor: "more" } });
  });

  it("keeps the jobs of the view before while the next one is loading", async () => {
    api.replies["jobs.list"] = () => ({ items: [job("a", 1)], next: null });
    const { hook, ids } = await render();
    await untilPasses(() => expect(ids()).to.deep.equal([["a"]]));
    api.replies["jobs.list"] = () => new Promise(() => {});
    await hook.rerender(aJobView({ state: ["failed"] }));
    expect(ids()).to.deep.equal([["a"]]);
    expect(hook.result().isPlaceholderData).to.equal(true);
  });
});
