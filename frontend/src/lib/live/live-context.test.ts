import { expect } from "chai";
import { aLiveConnection } from "../../testing/a-live-connection.ts";
import { act } from "../../testing/act.ts";
import { installDom } from "../../testing/install-dom.ts";
import { pageContexts } from "../../testing/page-contexts.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { useLiveConnection, useLiveStatus, useRoom } from "./live-context.ts";

describe("the hooks of the live connection", () => {
  installDom();

  it("return the connection of the page, and throw where there is none", async () => {
    const { live } = aLiveConnection();
    const hook = await renderHook(useLiveConnection, undefined, pageContexts({ live }).wrap);
    expect(hook.result()).to.equal(live);
    const error = await renderHook(useLiveConnection, undefined).catch((thrown: Error) => thrown);
    expect(error).to.be.an("error").with.property("message").that.includes("LiveProvider");
  });

  it("return the status whenever it changes", async () => {
    const { live, connect, handlers } = aLiveConnection();
    live.start();
    const hook = await renderHook(useLiveStatus, undefined, pageContexts({ live }).wrap);
    expect(hook.result().state).to.equal("connecting");
    await act(connect);
    expect(hook.result().state).to.equal("live");
    await act(async () => handlers().disconnected());
    expect(hook.result().state).to.equal("down");
  });

  it("stay in a room while they are mounted", async () => {
    const { live, connect, requests, left } = aLiveConnection();
    live.start();
    await connect();
    let joined = 0;
    const onJoined = () => {
      joined += 1;
    };
    const hook = await renderHook(
      (room: string) => useRoom(room, onJoined),
      "job:a",
      pageContexts({ live }).wrap,
    );
    await hook.rerender("job:b");
    expect(requests.flatMap(({ rooms }) => rooms)).to.deep.equal(["job:a", "job:b"]);
    expect(left).to.deep.equal(["job:a"]);
    await hook.unmount();
    expect(left).to.deep.equal(["job:a", "job:b"]);
    expect(joined).to.equal(2);
  });
});
