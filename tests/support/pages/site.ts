import type { Client } from "@formwork/contracts/client/client";
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { admin, aHome, type Running, signedIn, startFormwork } from "../formwork.ts";
import { openBrowser, openPage } from "./browser.ts";

/** A running Formwork, and a browser with an empty page. */
export type NewSite = {
  running: Running;
  browser: Browser;
  context: BrowserContext;
  page: Page;
  /** Errors that the page has logged. */
  faults: string[];
  close: () => Promise<void>;
};

/** A site whose page is signed in as the first admin. */
export type Site = NewSite & {
  /** Calls the API as the same admin. */
  client: Client;
};

/**
 * Opens a site before the tests of the surrounding suite and closes it after them. Returns the site,
 * which is empty until then. After each test its page must have logged no error. `settings` are those
 * of its server.
 */
export function siteOfSuite(settings: Record<string, string> = {}): Site {
  return ofSuite(() => openSite(settings));
}

/** Opens a site without an account, in all else as `siteOfSuite`. */
export function newSiteOfSuite(): NewSite {
  return ofSuite(() => openNewSite());
}

function ofSuite<Opened extends NewSite>(open: () => Promise<Opened>): Opened {
  // It has its properties when the first test runs.
  const site = {} as Opened;
  before(async () => {
    Object.assign(site, await open());
  });
  after(() => site.close?.());
  afterEach(() => {
    expect(site.faults.splice(0), "errors of the page").to.deep.equal([]);
  });
  return site;
}

async function openNewSite(settings: Record<string, string> = {}): Promise<NewSite> {
  const place = await aHome();
  const [running, browser] = await Promise.all([
    startFormwork(place.home, settings),
    openBrowser(),
  ]);
  const { page, faults } = await openPage(browser, running.url);
  const close = async () => {
    await browser.close();
    await running.kill();
    await place.remove();
  };
  return { running, browser, context: page.context(), page, faults, close };
}

/** Opens a site, creates the first admin and signs in. */
async function openSite(settings: Record<string, string>): Promise<Site> {
  const site = await openNewSite(settings);
  const client = await signedIn(site.running);
  await signInPage(site.context, site.running.url);
  return { ...site, client };
}

/** Sets the session cookie in a browser context, as the sign-in page does; of the admin unless told. */
export async function signInPage(
  context: BrowserContext,
  url: string,
  credentials: { email: string; password: string } = admin,
): Promise<void> {
  const reply = await context.request.post("/api/v1/auth/sign-in", {
    data: credentials,
    headers: { origin: url },
  });
  if (!reply.ok()) throw new Error(`no session: ${reply.status()} ${await reply.text()}`);
}
