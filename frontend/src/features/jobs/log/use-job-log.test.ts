import type { LogLine } from "@formwork/contracts/job";
import { expect } from "chai";
import { aLiveConnection } from "../../../testing/a-live-connection.ts";
import { act } from "../../../testing/act.ts";
import { eventually } from "../../../testing/eventually.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { useJobLog } from "./use-job-log.ts";

const line = (offset: number): LogLine => ({
  attempt: 1,
  offset,
  stream: "stdout",
  text: `line ${offset}`,
  at: "2025-11-22T10:00:00.000Z",
});
const lines = (...offsets: number[]) => offsets.map(line);

describe("useJobLog", () => {
  installDom();
  const api = fakeApi();

  /** The offsets after which the log was fetched. */
  const fetchedAfter = () =>
    api.calls.map(({ input }) => (input as { query: { after: number } }).query.after);

  async function render(stored: number[]) {
    const server = { lines: lines(...stored) };
    api.replies["jobs.logs"] = (input) => {
      const { after } = (input as { query: { after: number } }).query;
      return { items: server.lines.filter(({ offset }) => offset > after), next: null };
    };
    const { live, connect, handlers, requests } = aLiveConnection();
    live.start();
    await connect();
    const { wrap } = pageContexts({ live });
    const hook = await renderHook(useJobLog, "a", wrap);
    const offsets = () => hook.result().data?.map(({ offset }) => offset);
    const shows = (...expected: number[]) =>
      eventually(() => expect(offsets()).to.deep.equal(expected));
    const push = (jobId: string, ...pushed: number[]) =>
      handlers().log({ jobId, attempt: 1, offset: pushed[0] ?? 0, lines: lines(...pushed) });
    await shows(...stored);
    return { server, hook, shows, push, handlers, connect, requests };
  }

  it("fetches the log and joins the room of the job", async () => {
    const { requests } = await render([1, 2]);
    expect(requests.at(-1)).to.deep.equal({ rooms: ["job:a"] });
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
