import { expect } from "chai";
import { aProblem } from "../../../testing/a-problem.ts";
import { act } from "../../../testing/act.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { type Submission, useSubmitJob } from "./use-submit-job.ts";

describe("useSubmitJob", () => {
  installDom();
  const api = fakeApi();
  const body = { template: "sample", version: 1, payload: { url: "abc" } };
  const newJob: Submission = { operation: "jobs.create", body };

  /** The idempotency keys of the requests so far. */
  const keys = () =>
    api.calls.map(
      ({ input }) => (input as { headers: Record<string, string> }).headers["idempotency-key"],
    );
  const replyWith = (reply: unknown) => {
    api.replies["jobs.create"] = () => {
      if (reply instanceof Error) throw reply;
      return reply;
    };
  };

  async function render() {
    const hook = await renderHook(useSubmitJob, undefined, pageContexts().wrap);
    const submit = async (request = newJob) => {
      await act(() =>
        hook
          .result()
          .mutateAsync(request)
          .catch(() => {}),
      );
    };
    return { hook, submit };
  }

  it("creates a job of the template", async () => {
    replyWith({ id: "job-1" });
    const { hook, submit } = await render();
    await submit();
    expect(api.calls).to.have.length(1);
    expect(api.calls[0]?.input).to.deep.include({ body });
    await untilPasses(() => expect(hook.result().data).to.deep.equal({ id: "job-1" }));
  });

  it("reruns the job that the form was filled in from", async () => {
    api.replies["jobs.rerun"] = () => ({ id: "job-2" });
    const { submit } = await render();
    const change = { payload: { url: "abc" }, version: 2, priority: 9 };
    await submit({ operation: "jobs.rerun", id: "job-1", body: change });
    expect(api.calls[0]?.input).to.deep.include({ params: { id: "job-1" }, body: change });
    expect(keys()[0]).to.be.a("string");
  });

  it("repeats a submit without a reply under the same key", async () => {
    const { submit } = await render();
    replyWith(aProblem(0));
    await submit();
    replyWith(aProblem(503));
    await submit();
    replyWith({ id: "job-1" });
    await submit();
    expect(new Set(keys())).to.have.property("size", 1);
  });

  it("takes a new key for another request, though the one before had no reply", async () => {
    replyWith(aProblem(0));
    const { submit } = await render();
    await submit();
    await submit({ ...newJob, body: { ...body, payload: { url: "other" } } });
    expect(new Set(keys())).to.have.property("size", 2);
  });

  it("takes a new key after a reply, a rejection included", async () => {
    const { submit } = await render();
    replyWith({ id: "job-1" });
    await submit();
    replyWith(aProblem(422));
    await submit();
    await submit();
    expect(new Set(keys())).to.have.property("size", 3);
  });
});
