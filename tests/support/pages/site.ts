import type { Client } from "@formwork/contracts/client/client";
import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { admin, aHome, signedIn } from "../formwork.ts";
import { type OpenBrowser, openBrowser, openPage } from "./browser.ts";
import { type SiteServer, startHere } from "./start-here.ts";

/** A running Formwork, and a browser with an empty page. */
export type NewSite = {
  running: SiteServer;
  browser: OpenBrowser;
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

type SiteOptions = {
  /** Settings of its server. */
  settings?: Record<string, string>;
  /** Starts its server: in this process unless told. */
  start?: (home: string, settings: Record<string, string>) => Promise<SiteServer>;
};

/**
 * Opens a site before the tests of the surrounding suite and closes it after them. Returns the site,
 * which is empty until then. After each test its page must have logged no error.
 */
export function siteOfSuite(options: SiteOptions = {}): Site {
  return ofSuite(() => openSite(options));
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

async function openNewSite({
  settings = {},
  start = startHere,
}: SiteOptions = {}): Promise<NewSite> {
  const place = await aHome();
  const [running, browser] = await Promise.all([start(place.home, settings), openBrowser()]);
  const { page, faults } = await openPage(browser, running.url);
  const close = async () => {
    await browser.close();
    await running.kill();
    await place.remove();
  };
  return { running, browser, context: page.context(), page, faults, close };
}

/** Opens a site, creates the first admin and signs in. */
async function openSite(options: SiteOptions): Promise<Site> {
  const site = await openNewSite(options);
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
