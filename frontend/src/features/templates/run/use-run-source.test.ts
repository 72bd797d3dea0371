import type { Template } from "@formwork/contracts/template";
import { expect } from "chai";
import { createElement } from "react";
import { Route, Routes } from "react-router";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { aJobWithPayload } from "../../../testing/a-job.ts";
import { aProblem } from "../../../testing/a-problem.ts";
import { aTemplate, somePayloadRules } from "../../../testing/a-template.ts";
import { act } from "../../../testing/act.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { useRunSource } from "./use-run-source.ts";

type TemplateRequest = { params: { name: string }; query: { version?: number } };

describe("useRunSource", () => {
  installDom();
  const api = fakeApi();

  /** Renders the hook at an address; the newest version of the template is 3. */
  async function render(address: string, cached?: Template) {
    api.replies["templates.get"] = (input) => {
      const { query } = input as TemplateRequest;
      return aTemplate({ version: query.version ?? 3 });
    };
    const { wrap, queries } = pageContexts({ address });
    if (cached !== undefined) queries.setQueryData(queryKeys.templates.one("sample"), cached);
    // The rules are cached here because a page loads them as a script from the server.
    for (const version of [1, 2, 3, 4])
      queries.setQueryData(
        [...queryKeys.templates.one("sample", version), "rules"],
        somePayloadRules(),
      );
    const hook = await renderHook(useRunSource, undefined, (children) =>
      wrap(
        createElement(
          Routes,
          null,
          createElement(Route, { path: "/templates/:name/run", element: children }),
        ),
      ),
    );
    const versions = () => {
      const { source } = hook.result();
      return source === undefined ? null : [source.template.version, source.newest];
    };
    return { hook, queries, versions };
  }

  it("loads the newest version of the template and its rules", async () => {
    const { hook, versions } = await render("/templates/sample/run");
    await untilPasses(() => expect(versions()).to.deep.equal([3, 3]));
    expect(hook.result().source).to.have.nested.property("rules.check").that.is.a("function");
    expect(hook.result().source?.origin).to.equal(null);
  });

  it("loads the version that the address names, and knows the newest", async () => {
    const { versions } = await render("/templates/sample/run?version=2");
    await untilPasses(() => expect(versions()).to.deep.equal([2, 3]));
  });

  it("ignores a version that is no positive number", async () => {
    const { versions } = await render("/templates/sample/run?version=-1");
    await untilPasses(() => expect(versions()).to.deep.equal([3, 3]));
  });

  it("loads the job to run again and the version that it was created with", async () => {
    const job = aJobWithPayload({ template: { name: "sample", version: 1 } });
    api.replies["jobs.get"] = () => job;
    const { hook, versions } = await render("/templates/sample/run?from=job-1");
    await untilPasses(() => expect(versions()).to.deep.equal([1, 3]));
    expect(hook.result().source?.origin).to.deep.equal(job);
    const other = await render("/templates/sample/run?from=job-1&version=3");
    await untilPasses(() => expect(other.versions()).to.deep.equal([3, 3]));
  });

  it("waits for the job to run again where the newest version is known already", async () => {
    api.replies["jobs.get"] = () => aJobWithPayload({ template: { name: "sample", version: 1 } });
    const cached = aTemplate({ version: 3 });
    const { versions } = await render("/templates/sample/run?from=job-1", cached);
    await untilPasses(() => expect(versions()).to.deep.equal([1, 3]));
  });

  it("keeps the opened template when a new version is published", async () => {
    const { queries, versions } = await render("/templates/sample/run");
    await untilPasses(() => expect(versions()).to.deep.equal([3, 3]));
    await act(() =>
      queries.setQueryData<Template>(queryKeys.templates.one("sample"), aTemplate({ version: 4 })),
    );
    await untilPasses(() => expect(versions()).to.deep.equal([3, 4]));
  });

  it("returns an error, and loads what failed when it is retried", async () => {
    api.replies["jobs.get"] = () => {
      throw aProblem(503);
    };
    const { hook, versions } = await render("/templates/sample/run?from=job-1");
    await untilPasses(() => expect(hook.result().error).to.have.property("status", 503));
    api.replies["jobs.get"] = () => aJobWithPayload({ template: { name: "sample", version: 2 } });
    await act(() => hook.result().retry());
    await untilPasses(() => expect(versions()).to.deep.equal([2, 3]));
    expect(hook.result().error).to.equal(null);
  });
});
