import type { LogLine } from "@formwork/contracts/job";
import { expect } from "chai";
import { aLiveConnection } from "../../../testing/a-live-connection.ts";
import { act } from "../../../testing/act.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { useJobLog } from "./use-job-log.ts";

const line = (offset: number): LogLine => ({
  attempt: 1,
  offset,
  stream: "stdout",
  text: `line ${offset}`,
  at: "2025-11-22T10:00:00.000Z",
});
const lines = (...offsets: number[]) => offsets.map(line);

const upTo = (last: number) => Array.from({ length: last }, (_none, index) => index + 1);
type Input = { query: { after?: number; before?: number; tail: number } };

describe("useJobLog", () => {
  installDom();
  const api = fakeApi();

  /** The offsets after which the log was fetched. */
  const fetchedAfter = () => api.calls.map(({ input }) => (input as Input).query.after);

  async function render(stored: number[], shown = stored) {
    const server = { lines: lines(...stored) };
    api.replies["jobs.logs"] = (input) => {
      const { after = 0, before = Number.POSITIVE_INFINITY, tail } = (input as Input).query;
      const wanted = server.lines.filter(({ offset }) => offset > after && offset < before);
      const items = wanted.slice(-tail);
      const previous = wanted.length > tail ? items[0]?.offset : null;
      return { items, next: null, previous };
    };
    const { live, connect, handlers, requests } = aLiveConnection();
    live.start();
    await connect();
    const { wrap } = pageContexts({ live });
    const hook = await renderHook(useJobLog, "a", wrap);
    const offsets = () => hook.result().data?.lines.map(({ offset }) => offset);
    const shows = (...expected: number[]) =>
      untilPasses(() => expect(offsets()).to.deep.equal(expected));
    const push = (jobId: string, ...pushed: number[]) =>
      handlers().log({ jobId, attempt: 1, offset: pushed[0] ?? 0, lines: lines(...pushed) });
    await shows(...shown);
    return { server, hook, shows, push, handlers, connect, requests };
  }

  it("fetches the log and joins the room of the job", async () => {
    const { requests } = await render([1, 2]);
    expect(requests.at(-1)).to.deep.equal({ rooms: ["job:a"] });
  });

  it("begins with the newest lines of a long log", async () => {
    const { hook } = await render(upTo(2500), upTo(2500).slice(1500));
    expect(hook.result().data?.older).to.equal(1501);
  });

  it("fetches all that it missed, however much that is", async () => {
    const { server, shows, push } = await render([1, 2]);
    server.lines = lines(...upTo(4321));
    push("a", 4321);
    await shows(...upTo(4321));
  });

  it("keeps lines that are pushed while it fetches the first ones", async () => {
    const { live, connect, handlers } = aLiveConnection();
    const reply = Promise.withResolvers<unknown>();
    api.replies["jobs.logs"] = () => reply.promise;
    live.start();
    await connect();
    const hook = await renderHook(useJobLog, "a", pageContexts({ live }).wrap);
    handlers().log({ jobId: "a", attempt: 1, offset: 3, lines: lines(3, 4) });
    reply.resolve({ items: lines(1, 2), next: null, previous: null });
    await untilPasses(() =>
      expect(hook.result().data?.lines.map(({ offset }) => offset)).to.deep.equal([1, 2, 3, 4]),
    );
  });

  it("appends pushed lines without another fetch", async () => {
    const { shows, push } = await render([1, 2]);
    const before = api.calls.length;
    push("a", 3, 4);
    await shows(1, 2, 3, 4);
    expect(api.calls).to.have.length(before);
  });

  it("fetches the missing lines after the last one before a gap", async () => {
    const { server, shows, push } = await render([1, 2]);
    server.lines = lines(1, 2, 3, 4, 5);
    push("a", 5);
    await shows(1, 2, 3, 4, 5);
    expect(fetchedAfter().at(-1)).to.equal(2);
  });

  it("fetches the lines that were dropped because the page was slow", async () => {
    const { server, shows, push } = await render([1, 2]);
    server.lines = lines(1, 2, 3);
    push("a");
    await shows(1, 2, 3);
  });

  it("ignores the lines of other jobs", async () => {
    const { shows, push } = await render([1]);
    push("b", 2, 3);
    push("a", 2);
    await shows(1, 2);
  });

  it("fetches what it missed after a reconnect", async () => {
    const { server, shows, handlers, connect } = await render([1]);
    server.lines = lines(1, 2, 3);
    await act(async () => handlers().disconnected());
    await act(connect);
    await shows(1, 2, 3);
  });
});
