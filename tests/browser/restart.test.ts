import type { Client } from "@formwork/contracts/client/client";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { admin, aHome, type Running, signedIn, startFormwork } from "../support/formwork.ts";
import { type OpenBrowser, openBrowser, openPage } from "../support/pages/browser.ts";

/** A fixed port, because the page reconnects to the address it was loaded from. */
const settings = {
  FORMWORK_PORT: "18473",
  FORMWORK_LEASE: "2s",
  FORMWORK_RESCUE_INTERVAL: "500ms",
};

describe("a page during a restart of the server", function () {
  this.timeout(120_000);
  let place: Awaited<ReturnType<typeof aHome>>;
  let running: Running;
  let browser: OpenBrowser;
  let page: Page;
  let client: Client;

  before(async () => {
    place = await aHome();
    [running, browser] = await Promise.all([startFormwork(place.home, settings), openBrowser()]);
    client = await signedIn(running);
    ({ page } = await openPage(browser, running.url));
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(admin.email);
    await page.getByLabel("Password", { exact: true }).fill(admin.password);
    await page.getByRole("button", { name: /Sign in/ }).click();
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  });
  after(async () => {
    await browser?.close();
    await running?.kill("SIGKILL");
    await place?.remove();
  });

  /** Returns the state that each row shows. */
  async function shownStates(): Promise<string[]> {
    const rows = page.getByRole("table", { name: "Jobs" }).getByRole("row");
    return (await rows.allInnerTexts())
      .slice(1)
      .map(
        (text) =>
          /Scheduled|Queued|Running|Retrying|Succeeded|Failed|Cancelled/.exec(text)?.[0] ?? text,
      );
  }
  const states = async () =>
    (await client.call("jobs.list", { query: { limit: 50 } })).items.map(
      (job) => job.state[0]?.toUpperCase() + job.state.slice(1),
    );

  it("shows the same rows as the API afterwards, and no event twice", async () => {
    await page.goto("/jobs");
    const submit = () =>
      client.call("jobs.create", {
        body: { template: "sample-job", payload: { steps: 3, seconds: 1, lines: 1 } },
      });
    const [first] = await Promise.all(Array.from({ length: 8 }, submit));
    await eventually(async () => (await shownStates()).length === 8, "eight rows");

    const { page: detail } = await openPage(browser, running.url);
    await detail.context().addCookies(await page.context().cookies());
    await detail.goto(`/jobs/${first?.id}`);
    await detail.getByRole("list", { name: "Timeline" }).waitFor();

    await running.kill("SIGKILL");
    await page
      .getByText(/reconnecting/i)
      .first()
      .waitFor();
    running = await startFormwork(place.home, settings);
    client = await signedIn(running);
    await Promise.all(Array.from({ length: 4 }, submit));

    await eventually(
      async () => (await client.call("jobs.stats")).byState.succeeded === 12,
      "all jobs to end",
      60_000,
    );
    await eventually(
      async () => JSON.stringify(await shownStates()) === JSON.stringify(await states()),
      "the rows to be those of the API",
      30_000,
    );

    const { items: events } = await client.call("jobs.events", { params: { id: first?.id ?? "" } });
    const lifecycle = events.filter((event) => event.type !== "job.progressed");
    const timeline = detail.getByRole("list", { name: "Timeline" }).getByRole("listitem");
    await eventually(
      async () => /Succeeded/.test((await timeline.allInnerTexts()).join(" ")),
      "the timeline to be whole",
      30_000,
    );
    const shown = (await timeline.allInnerTexts()).join("\n");
    const words = {
      "job.started": /Attempt \d+ started/g,
      "job.rescued": /lost its worker/g,
      "job.succeeded": /Succeeded/g,
    };
    for (const [type, word] of Object.entries(words)) {
      expect((shown.match(word) ?? []).length, `${type} in\n${shown}`).to.equal(
        lifecycle.filter((event) => event.type === type).length,
      );
    }
  });
});
