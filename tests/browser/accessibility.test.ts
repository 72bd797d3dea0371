import axe, { type AxeResults, type RunOptions } from "axe-core";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { controls, controlsPayload } from "../support/controls-template.ts";
import { demo, demoPayload } from "../support/demo-template.ts";
import { openPage } from "../support/pages/browser.ts";
import { asSearch, formPage } from "../support/pages/form-page.ts";
import { jobReaches } from "../support/pages/job-page.ts";
import { siteOfSuite } from "../support/pages/site.ts";

const appearances = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "dark", width: 1440 },
  { colorScheme: "dark", width: 390 },
  { colorScheme: "light", width: 390 },
] as const;

/** Only violations are read, and of these no selectors: finding one for every element takes longest. */
const brief: RunOptions = { reporter: "no-passes", selectors: false };
const allRules: RunOptions = {
  ...brief,
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
/** The dark scheme differs in colours only. */
const colourRules: RunOptions = {
  ...brief,
  runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
};

type Appearance = (typeof appearances)[number];

/** A page to check: its address, a text to wait for, and what to do on it before. */
type View = {
  name: string;
  path: () => string;
  shows: string;
  prepare?: (page: Page) => Promise<unknown>;
};

describe("every page", function () {
  this.timeout(120_000);
  const site = siteOfSuite();
  const { errorSummary, publish } = formPage(site);
  const jobs: Record<string, string> = {};
  let errorKey = "";
  const schedules: Record<string, string> = {};
  let invitation = "";

  before(async () => {
    for (const template of [demo, { ...demo, name: "old" }, controls]) await publish(template);
    await site.client.call("templates.archive", { params: { name: "old" } });
    await makeJobs();
    await makeSchedules();
    invitation = new URL(
      (
        await site.client.call("users.invite", {
          body: { email: "guest@example.org", role: "viewer" },
        })
      ).link,
    ).hash;
  });

  /** Creates a paused schedule, and one with a result. */
  async function makeSchedules() {
    const make = async (body: { name: string; cron?: string; every?: string }) =>
      site.client.call("schedules.create", {
        body: { template: "sample-job", payload: { steps: 1, seconds: 0 }, ...body },
      });
    const nightly = await make({ name: "Every night", cron: "0 3 * * *" });
    const often = await make({ name: "Often", every: "1h" });
    await site.client.call("schedules.pause", {
      params: { id: nightly.id },
      body: { reason: "Moving house" },
    });
    const job = await site.client.call("schedules.trigger", { params: { id: often.id } });
    await jobReaches(site.client, job.id, "succeeded");
    Object.assign(schedules, { nightly: nightly.id, often: often.id });
  }

  /** Creates a job in each state that is shown differently. */
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
      await jobReaches(site.client, jobs[state] ?? "", state);
    const failed = await site.client.call("jobs.get", { params: { id: jobs.failed ?? "" } });
    errorKey = encodeURIComponent(failed.errorKey ?? "");
  }

  const click = (name: string | RegExp) => (page: Page) =>
    page.getByRole("button", { name }).first().click();
  const demoForm = `/templates/demo/run?${asSearch({ ...demoPayload, name: "x", notify: true, steps: [{ title: "one" }], labels: { a: "b" }, words: ["w"], size: 1 })}`;
  const controlsForm = `/templates/controls/run?${asSearch(controlsPayload)}`;
  const jobPage = (state: string, shows: string): View => ({
    name: `a job that is ${state}`,
    path: () => `/jobs/${jobs[state]}`,
    shows,
  });
  const views: View[] = [
    {
      name: "the home page",
      path: () => "/",
      shows: "Needs you",
      prepare: (page) => page.locator("canvas").waitFor(),
    },
    {
      name: "the home page with a table",
      path: () => "/",
      shows: "Needs you",
      prepare: click("Show as table"),
    },
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
      name: "a form with every special control",
      path: () => controlsForm,
      shows: "Many stations",
    },
    {
      name: "the same with errors and an empty item",
      path: () => controlsForm,
      shows: "Many stations",
      prepare: async (page) => {
        for (const name of ["Add place", "Add flag"]) await click(name)(page);
        await click("Run")(page);
        await errorSummary().waitFor();
      },
    },
    {
      name: "an open list of many options",
      path: () => controlsForm,
      shows: "Many stations",
      prepare: (page) => page.getByLabel("Station", { exact: true }).click(),
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
      name: "the access to a template",
      path: () => "/templates/csv-to-json/run",
      shows: "Convert CSV to JSON",
      prepare: async (page) => {
        await page.getByRole("button", { name: "Access", exact: true }).click();
        await page.getByRole("combobox", { name: "Role" }).click();
        await page.getByRole("option", { name: "Authors and admins", exact: true }).click();
        await page.getByText("Who else may see it").waitFor();
      },
    },
    {
      name: "an archived template",
      path: () => "/templates/old/run",
      shows: "This template is archived",
    },
    { name: "the jobs", path: () => "/jobs", shows: "Sample job" },
    { name: "the dead letters", path: () => "/dead-letters", shows: "in 1 group" },
    {
      name: "a group of dead letters",
      path: () => `/dead-letters/${errorKey}`,
      shows: "Failed with one error",
    },
    {
      name: "the repair of a group of dead letters",
      path: () => `/dead-letters/${errorKey}/repair`,
      shows: "Changes in every job",
    },
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
    { name: "the workers", path: () => "/workers", shows: "slots used" },
    { name: "the queues", path: () => "/workers/queues", shows: "waiting" },
    {
      name: "the pause of a queue",
      path: () => "/workers/queues",
      shows: "waiting",
      prepare: click(/^Pause/),
    },
    {
      name: "the saved views",
      path: () => "/jobs",
      shows: "Sample job",
      prepare: (page) => page.getByRole("button", { name: "Views", exact: true }).click(),
    },
    {
      name: "the keys of the list",
      path: () => "/jobs",
      shows: "Sample job",
      prepare: (page) => page.keyboard.press("?"),
    },
    { name: "the own account", path: () => "/settings/account", shows: "this one" },
    { name: "the people", path: () => "/settings/people", shows: "(you)" },
    {
      name: "an invitation",
      path: () => "/settings/people",
      shows: "(you)",
      prepare: click("Invite"),
    },
    { name: "the API keys", path: () => "/settings/api-keys", shows: "No keys yet" },
    {
      name: "a new API key",
      path: () => "/settings/api-keys",
      shows: "No keys yet",
      prepare: async (page) => {
        await click("New key")(page);
        await page.getByLabel("What it may do").click();
      },
    },
    { name: "the retention", path: () => "/settings/retention", shows: "Succeeded jobs" },
    { name: "the limits", path: () => "/settings/limits", shows: "Jobs of one queue" },
    {
      name: "a limit that is refused",
      path: () => "/settings/limits",
      shows: "Jobs of one queue",
      prepare: (page) => page.getByLabel("Jobs at once, each").fill("none"),
    },
    { name: "the audit log", path: () => "/settings/audit", shows: "job.submit" },
    { name: "no such job", path: () => "/jobs/none", shows: "No such job" },
    { name: "the schedules", path: () => "/schedules", shows: "Every night" },
    {
      name: "the results of a schedule",
      path: () => "/schedules",
      shows: "Every night",
      prepare: click(/^Last results of/),
    },
    { name: "the calendar", path: () => "/schedules/calendar", shows: "Planned starts by hour" },
    {
      name: "a schedule",
      path: () => `/schedules/${schedules.nightly}`,
      shows: "Moving house",
    },
    {
      name: "the editor of a schedule",
      path: () => `/schedules/${schedules.nightly}/edit`,
      shows: "Days without runs",
    },
    {
      name: "pausing a schedule",
      path: () => `/schedules/${schedules.often}`,
      shows: "Next runs",
      prepare: click("Pause…"),
    },
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
      name: "the page behind an invitation",
      path: () => `/accept${invitation}`,
      shows: "Choose a password",
      prepare: click("Set the password"),
    },
    {
      name: "the page to set up",
      path: () => "/setup#token=x",
      shows: "Formwork is set up already",
    },
  ];

  for (const view of publicViews)
    it(`has no serious accessibility violation: ${view.name}`, async () => {
      const { page, faults } = await openPage(site.browser, site.running.url);
      await check(page, view, faults);
      await page.context().close();
    });
  for (const view of views)
    it(`has no serious accessibility violation: ${view.name}`, () =>
      check(site.page, view, site.faults));

  /** Checks a view in light and dark, wide and narrow. */
  async function check(page: Page, { path, shows, prepare }: View, faults: string[]) {
    await apply(page, appearances[0]);
    await page.goto(path());
    await page.getByText(shows).first().waitFor();
    await prepare?.(page);
    await page.evaluate(axe.source);
    const found: string[] = [];
    for (const appearance of appearances) {
      await apply(page, appearance);
      found.push(...(await violations(page, appearance)));
    }
    expect([...found, ...faults.splice(0)]).to.deep.equal([]);
  }

  async function apply(page: Page, { colorScheme, width }: Appearance) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 900 });
  }

  /** Returns the serious violations, and what reaches over the right edge. */
  async function violations(page: Page, { colorScheme, width }: Appearance): Promise<string[]> {
    await page.locator(`html[data-${colorScheme}]`).waitFor({ state: "attached" });
    await page.evaluate(animationsEnded); // While something fades in its contrast is lower.
    // As text, because the page's CSP blocks injected scripts.
    const results = await page.evaluate<AxeResults>(
      `axe.run(document, ${JSON.stringify(colorScheme === "dark" ? colourRules : allRules)})`,
    );
    const serious = results.violations.filter(
      ({ impact }) => impact === "serious" || impact === "critical",
    );
    const messages = serious.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${any[0]?.message ?? ""} ${html.slice(0, 200)}`),
    );
    const overflow = await page.evaluate<string | false>(findOverflow);
    return [...messages, ...(overflow === false ? [] : [`reaches over the edge: ${overflow}`])].map(
      (fault) => `${colorScheme}, ${width} px: ${fault}`,
    );
  }
});

const animationsEnded =
  "Promise.allSettled(document.getAnimations().filter(({ effect }) => effect.getTiming().iterations === 1).map(({ finished }) => finished))";
const findOverflow = `[document.documentElement, document.querySelector("main")]
  .some((box) => box.scrollWidth > box.clientWidth) &&
  [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > innerWidth).map(({ outerHTML }) => outerHTML.slice(0, 200)).join()`;
