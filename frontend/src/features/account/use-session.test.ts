import { expect } from "chai";
import { queryKeys } from "../../lib/api/query-keys.ts";
import { aProblem } from "../../testing/a-problem.ts";
import { act } from "../../testing/act.ts";
import { fakeApi } from "../../testing/fake-api.ts";
import { installDom } from "../../testing/install-dom.ts";
import { pageContexts } from "../../testing/page-contexts.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { useSetUp, useSignIn, useSignOut } from "./use-session.ts";

describe("the hooks of the session", () => {
  installDom();
  const api = fakeApi();
  const credentials = { email: "ada@example.org", password: "correct horse battery" };
  const user = { id: "ada" };
  const rights = { sees: "own", linked: false, seeOnly: [] };
  const me = { ...user, ...rights, tokenExpiresAt: "2030-01-01T00:00:00Z" };

  it("know the user after signing in", async () => {
    api.replies["auth.sign-in"] = () => ({ user, token: "t", expiresAt: "2030-01-01T00:00:00Z" });
    const { wrap, queries } = pageContexts();
    const hook = await renderHook(useSignIn, undefined, wrap);
    await act(() => hook.result().mutateAsync(credentials));
    expect(queries.getQueryData(queryKeys.me)).to.deep.equal(me);
    expect(api.calls[0]?.input).to.deep.equal({ body: credentials });
  });

  it("know the first admin after the set-up", async () => {
    api.replies["setup.create"] = () => ({ user, token: "t", expiresAt: "2030-01-01T00:00:00Z" });
    const { wrap, queries } = pageContexts();
    const hook = await renderHook(useSetUp, undefined, wrap);
    await act(() => hook.result().mutateAsync({ token: "from-the-link", ...credentials }));
    expect(queries.getQueryData(queryKeys.me)).to.deep.equal(me);
  });

  it("forget the user and the data when signing out, though the server does not reply", async () => {
    for (const reply of [() => undefined, () => Promise.reject(aProblem(0))]) {
      api.replies["auth.sign-out"] = reply;
      const { wrap, queries } = pageContexts();
      queries.setQueryData(queryKeys.me, user);
      queries.setQueryData(queryKeys.jobs.allStats, { total: 1 });
      const hook = await renderHook(useSignOut, undefined, wrap);
      await act(() =>
        hook
          .result()
          .mutateAsync()
          .catch(() => {}),
      );
      expect(queries.getQueryData(queryKeys.me)).to.equal(null);
      expect(queries.getQueryData(queryKeys.jobs.allStats)).to.equal(undefined);
    }
  });
});
