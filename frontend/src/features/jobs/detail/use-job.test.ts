import { expect } from "chai";
import { aJobWithPayload, anEvent } from "../../../testing/a-job.ts";
import { aLiveConnection } from "../../../testing/a-live-connection.ts";
import { aProblem } from "../../../testing/a-problem.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { useJob } from "./use-job.ts";

describe("useJob", () => {
  installDom();
  const api = fakeApi();

  it("fetches the job and applies the events that arrive meanwhile", async () => {
    const reply = Promise.withResolvers<unknown>();
    api.replies["jobs.get"] = () => reply.promise;
    const { live, handlers } = aLiveConnection();
    const hook = await renderHook(useJob, "job-1", pageContexts({ live }).wrap);
    handlers().event(anEvent("job.started", { seq: 4, state: "running" }), "c4");
    reply.resolve(aJobWithPayload({ seq: 3, payload: { a: 1 } }));
    await untilPasses(() => expect(hook.result().data?.state).to.equal("running"));
    expect(hook.result().data?.payload).to.deep.equal({ a: 1 });
  });

  it("returns the error of a job that does not exist", async () => {
    api.replies["jobs.get"] = () => {
      throw aProblem(404);
    };
    const { live } = aLiveConnection();
    const hook = await renderHook(useJob, "job-1", pageContexts({ live }).wrap);
    await untilPasses(() => expect(hook.result().error).to.have.property("status", 404));
  });
});
