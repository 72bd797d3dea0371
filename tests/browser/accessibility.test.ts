import axe, { type AxeResults, type RunOptions } from "axe-core";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { openPage } from "../support/browser.ts";
import { demo, demoPayload } from "../support/demo-template.ts";
import { eventually } from "../support/formwork.ts";
import { openSite, type Site } from "../support/site.ts";

const looks = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "dark", width: 1440 },
  { colorScheme: "dark", width: 390 },
  { colorScheme: "light", width: 390 },
] as const;

const everything: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
/** In the dark only colours differ. */
const colours: RunOptions = {
  runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
};

type Look = (typeof looks)[number];

/** A page, what has to be seen on it, and what is done to it first. */
type View = {
  name: string;
  path: () => string;
  shows: string;
  prepare?: (page: Page) => Promise<unknown>;
};

describe("every page", function () {
  this.timeout(120_000);
  let site: Site;
  const jobs: Record<string, string> = {};

  before(async () => {
    site = await openSite();
    await site.client.call("templates.publish", { params: { name: "demo" }, body: demo });
    await site.client.call("templates.publish", {
      params: { name: "old" },
      body: { ...demo, name: "old" },
    });
    await site.client.call("templates.archive", { params: { name: "old" } });
    await makeJobs();
  });
  after(() => site?.close());

  /** One job in each state that looks different. */
  async function makeJobs() {
    const make = async (
      name: string,
      payload: Record<string, unknown>,
      more: { delay?: string } = {},
    ) => {
      jobs[name] = (
        await site.client.call("jobs.create", {
          body: { template: "sample-job", payload, tags: ["a-tag"], ...more },
        })
      ).id;
    };
    await make("succeeded", { steps: 2, seconds: 0, lines: 20, labels: { team: "blue" } });
    await make("failed", { steps: 1, seconds: 0, failure: { mode: "first", attempts: 10 } });
    await make("running", { steps: 100, seconds: 5 });
    await make("cancelled", { steps: 1 }, { delay: "1h" });
    await make("scheduled", { steps: 1 }, { delay: "1h" });
    await site.client.call("jobs.create", { body: { template: "demo", payload: demoPayload } });
    await site.client.call("jobs.cancel", { params: { id: jobs.cancelled ?? "" } });
    for (const state of ["succeeded", "failed", "running"] as const)
      await eventually(
        state,
        async () =>
          (await site.client.call("jobs.get", { params: { id: jobs[state] ?? "" } })).state ===
          state,
        30_000,
      );
  }

  const click = (name: string | RegExp) => (page: Page) =>
    page.getByRole("button", { name }).first().click();
  const demoForm = `/templates/demo/run?payload=${encodeURIComponent(JSON.stringify({ ...demoPayload, name: "x", notify: true, steps: [{ title: "one" }], labels: { a: "b" }, words: ["w"], size: 1 }))}`;
  const jobPage = (state: string, shows: string): View => ({
    name: `a job that is ${state}`,
    path: () => `/jobs/${jobs[state]}`,
    shows,
  });
  const views: View[] = [
    { name: "the gallery", path: () => "/templates", shows: demo.title },
    {
      name: "the gallery without a match",
      path: () => "/templates?q=nothing-like-it",
      shows: "No template matches",
    },
    { name: "a form", path: () => demoForm, shows: "E-mail of that person" },
    {
      name: "a form with errors",
      path: () => demoForm,
      shows: "E-mail of that person",
      prepare: click("Run"),
    },
    {
      name: "a form as JSON",
      path: () => demoForm,
      shows: demo.title,
      prepare: (page) => page.getByRole("tab", { name: "JSON" }).click(),
    },
    {
      name: "the options of a run",
      path: () => demoForm,
      shows: demo.title,
      prepare: click(/^Options/),
    },
    {
      name: "a shipped form",
      path: () => "/templates/csv-to-json/run",
      shows: "Convert CSV to JSON",
    },
    {
      name: "an archived template",
      path: () => "/templates/old/run",
      shows: "This template is archived",
    },
    { name: "the jobs", path: () => "/jobs", shows: "Sample job" },
    {
      name: "the jobs, filtered",
      path: () => "/jobs?state=failed&state=running&createdBy=me&tag=a-tag",
      shows: "Sample job",
    },
    { name: "no jobs", path: () => "/jobs?tag=none", shows: "No job matches" },
    {
      name: "the actions of a row",
      path: () => "/jobs",
      shows: "Sample job",
      prepare: click(/^Actions/),
    },
    jobPage("succeeded", "tookMs"),
    jobPage("failed", "Failed after 3 of 3 attempts"),
    jobPage("running", "Started"),
    jobPage("cancelled", "Cancelled"),
    jobPage("scheduled", "Scheduled"),
    { name: "no such job", path: () => "/jobs/none", shows: "No such job" },
    {
      name: "the menu of the account",
      path: () => "/templates",
      shows: demo.title,
      prepare: (page) =>
        page
          .getByTitle(/^Account/)
          .first()
          .click(),
    },
    { name: "nothing", path: () => "/nowhere", shows: "There is nothing here" },
  ];
  const publicViews: View[] = [
    {
      name: "the page to sign in",
      path: () => "/sign-in",
      shows: "Sign in to Formwork",
      prepare: click("Sign in"),
    },
    {
      name: "the page to set up",
      path: () => "/setup?token=x",
      shows: "Formwork is set up already",
    },
  ];

  for (const view of publicViews)
    it(`can be read and reached by everybody: ${view.name}`, async () => {
      const { page, faults } = await openPage(site.browser, site.running.url);
      await judge(page, view, faults);
      await page.context().close();
    });
  for (const view of views)
    it(`can be read and reached by everybody: ${view.name}`, () =>
      judge(site.page, view, site.faults));

  /** Looks at a view in light and dark, wide and narrow. */
  async function judge(page: Page, { path, shows, prepare }: View, faults: string[]) {
    await dress(page, looks[0]);
    await page.goto(path());
    await page.getByText(shows).first().waitFor();
    await prepare?.(page);
    await page.evaluate(axe.source);
    const found: string[] = [];
    for (const look of looks) {
      await dress(page, look);
      found.push(...(await violations(page, look)));
    }
    expect([...found, ...faults]).to.deep.equal([]);
  }

  async function dress(page: Page, { colorScheme, width }: Look) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 900 });
  }

  /** Everything of weight that is wrong, and anything over the right edge. */
  async function violations(page: Page, { colorScheme, width }: Look): Promise<string[]> {
    await page.locator(`html[data-${colorScheme}]`).waitFor({ state: "attached" });
    await page.evaluate(animationsEnded); // What fades in has less contrast half-way.
    // As text, so that the page's own policy on scripts stays as it is.
    const results = await page.evaluate<AxeResults>(
      `axe.run(document, ${JSON.stringify(colorScheme === "dark" ? colours : everything)})`,
    );
    const grave = results.violations.filter(
      ({ impact }) => impact === "serious" || impact === "critical",
    );
    const words = grave.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${any[0]?.message ?? ""} ${html.slice(0, 200)}`),
    );
    const isWide = await page.evaluate<string | false>(reachesOver);
    return [...words, ...(isWide === false ? [] : [`reaches over the edge: ${isWide}`])].map(
      (fault) => `${colorScheme}, ${width} px: ${fault}`,
    );
  }
});

const animationsEnded =
  "Promise.allSettled(document.getAnimations().filter(({ effect }) => effect.getTiming().iterations === 1).map(({ finished }) => finished))";
const reachesOver = `[document.documentElement, document.querySelector("main")]
  .some((box) => box.scrollWidth > box.clientWidth) &&
  [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > innerWidth).map(({ outerHTML }) => outerHTML.slice(0, 200)).join()`;
