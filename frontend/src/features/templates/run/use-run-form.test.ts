import { expect } from "chai";
import { aJobWithPayload } from "../../../testing/a-job.ts";
import { aProblem } from "../../../testing/a-problem.ts";
import { aTemplate, somePayloadRules } from "../../../testing/a-template.ts";
import { act } from "../../../testing/act.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { defaultOptions } from "../options/run-options.ts";
import { type CarriedInput, useRunForm } from "./use-run-form.ts";
import type { RunSource } from "./use-run-source.ts";

describe("useRunForm", () => {
  installDom();
  const api = fakeApi();
  const rules = somePayloadRules();

  async function render(
    search = "p.url=abc",
    given: Partial<RunSource> = {},
    carried: CarriedInput | null = null,
  ) {
    const source: RunSource = {
      template: aTemplate(),
      newest: 1,
      rules,
      origin: null,
      search: new URLSearchParams(search),
      ...given,
    };
    const { wrap, location } = pageContexts({ address: "/templates/sample/run" });
    const hook = await renderHook(() => useRunForm(source, carried), undefined, wrap);
    const run = hook.result;
    const submit = () => act(() => run().submit());
    const isSubmitted = () => untilPasses(() => expect(location()).to.equal("/jobs/job-1"));
    return { run, submit, isSubmitted, location };
  }
  const sentBody = () => (api.calls[0]?.input as { body: object } | undefined)?.body;

  it("starts from the payload in the address, completed with defaults", async () => {
    const { run } = await render("p.url=abc&p.rows=many");
    expect(run().draft.payload).to.deep.equal({ url: "abc", rows: "many" });
    expect((await render("p.url=abc")).run().draft.payload).to.deep.equal({
      url: "abc",
      rows: 100,
    });
  });

  it("warns about parts of the address that it could not use", async () => {
    const { run } = await render("payload={cut");
    expect(run().prefillWarnings).to.have.length(1);
  });

  it("starts from the payload of a job to run again, and not from the address", async () => {
    const origin = aJobWithPayload({ payload: { url: "from the job" } });
    const { run } = await render("payload={cut", { origin });
    expect(run().draft.payload).to.deep.equal({ url: "from the job", rows: 100 });
    expect(run().prefillWarnings).to.deep.equal([]);
  });

  it("submits the completed payload and shows the job", async () => {
    api.replies["jobs.create"] = () => ({ id: "job-1" });
    const { run, submit, isSubmitted } = await render();
    await act(() => run().editPayload({ url: "edited" }));
    await submit();
    await isSubmitted();
    expect(sentBody()).to.deep.equal({
      template: "sample",
      version: 1,
      payload: { url: "edited", rows: 100 },
    });
  });

  it("runs a job again by the version that it shows, with the options of the job", async () => {
    api.replies["jobs.rerun"] = () => ({ id: "job-1" });
    const origin = aJobWithPayload({ payload: { url: "abc" }, priority: 7, tags: ["night"] });
    const template = aTemplate({ version: 2 });
    const { submit, isSubmitted } = await render("", { template, newest: 3, origin });
    await submit();
    await isSubmitted();
    expect(api.calls[0]?.input).to.deep.include({
      params: { id: origin.id },
      body: { version: 2, payload: { url: "abc", rows: 100 }, priority: 7, tags: ["night"] },
    });
  });

  it("takes over what was typed for another version, and shows its errors at once", async () => {
    const carried = { payload: { url: "x" }, options: { ...defaultOptions, priority: 9 } };
    const { run } = await render("p.url=abc", {}, carried);
    expect(run().draft.payload).to.deep.equal({ url: "x", rows: 100 });
    expect(run().options.priority).to.equal(9);
    expect(run().errors.visible.map(({ pointer }) => pointer)).to.deep.equal(["/payload/url"]);
    expect(run().isDirty()).to.equal(true);
  });

  it("submits the options of the run", async () => {
    api.replies["jobs.create"] = () => ({ id: "job-1" });
    const { run, submit, isSubmitted } = await render();
    await act(() => run().setOptions({ ...run().options, priority: 9, tags: ["night"] }));
    await submit();
    await isSubmitted();
    expect(sentBody()).to.deep.include({ priority: 9, tags: ["night"] });
  });

  it("does not submit an invalid payload, and shows its errors", async () => {
    const { run, submit } = await render("p.url=a");
    await submit();
    expect(api.calls).to.deep.equal([]);
    expect(run().failedSubmits).to.equal(1);
    expect(run().errors.visible.map(({ pointer }) => pointer)).to.deep.equal(["/payload/url"]);
  });

  it("does not submit invalid options, whose errors it shows after the submit", async () => {
    const { run, submit } = await render();
    await act(() => run().setOptions({ ...run().options, timeout: "long" }));
    expect(run().optionErrors).to.deep.equal([]);
    await submit();
    expect(api.calls).to.deep.equal([]);
    expect(run().optionErrors.map(({ pointer }) => pointer)).to.deep.equal(["/timeout"]);
  });

  it("does not submit while the JSON text has an error", async () => {
    const { run, submit } = await render();
    await act(() => run().selectTab("json"));
    await act(() => run().editText('{"url": '));
    await submit();
    expect(api.calls).to.deep.equal([]);
    await act(() => run().selectTab("form"));
    expect(run().draft.tab).to.equal("json");
    expect(run().completePayload).to.deep.equal({ url: "abc", rows: 100 });
  });

  it("shows the errors of the server until the draft is edited", async () => {
    api.replies["jobs.create"] = () => {
      const errors = [{ pointer: "/payload/url", message: "is unreachable", keyword: "server" }];
      throw aProblem(422, { errors });
    };
    const { run, submit, location } = await render();
    await submit();
    await untilPasses(() =>
      expect(run().errors.visible.map(({ message }) => message)).to.deep.equal(["is unreachable"]),
    );
    await untilPasses(() => expect(run().submission.isError).to.equal(true));
    expect(run().failedSubmits).to.equal(1);
    expect(location()).to.equal("/templates/sample/run");
    await act(() => run().editPayload({ url: "abcd", rows: 100 }));
    expect(run().errors.visible).to.deep.equal([]);
    await untilPasses(() => expect(run().submission.isError).to.equal(false));
  });

  it("replaces the payload by an example", async () => {
    const { run } = await render();
    await act(() => run().applyExample({ url: "example" }));
    expect(run().draft.payload).to.deep.equal({ url: "example", rows: 100 });
    await act(() => run().selectTab("json"));
    expect(JSON.parse(run().draft.text)).to.deep.equal({ url: "example", rows: 100 });
  });

  it("has unsaved input once payload, text or options were edited, and not after a submit", async () => {
    const { run } = await render();
    expect(run().isDirty()).to.equal(false);
    await act(() => run().editPayload({ url: "edited", rows: 100 }));
    expect(run().isDirty()).to.equal(true);
    await act(() => run().editPayload({ url: "abc", rows: 100 }));
    expect(run().isDirty()).to.equal(false);
    await act(() => run().editText("{"));
    expect(run().isDirty()).to.equal(true);
    const other = await render();
    await act(() => other.run().setOptions({ ...other.run().options, tags: ["a"] }));
    expect(other.run().isDirty()).to.equal(true);
    api.replies["jobs.create"] = () => ({ id: "job-1" });
    await other.submit();
    await other.isSubmitted();
    expect(other.run().isDirty()).to.equal(false);
  });
});
