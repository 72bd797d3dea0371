import type { Client } from "@formwork/contracts/client/client";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openBrowser, openPage } from "./browser.ts";
import { admin, aHome, type Running, signedIn, startFormwork } from "./formwork.ts";

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

/** Starts Formwork and Chromium; there is no account yet. */
export async function openNewSite(settings: Record<string, string> = {}): Promise<NewSite> {
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

/** Starts Formwork and Chromium, creates the first admin and signs in. */
export async function openSite(settings: Record<string, string> = {}): Promise<Site> {
  const site = await openNewSite(settings);
  const client = await signedIn(site.running);
  await signIn(site.context, site.running.url);
  return { ...site, client };
}

/** Sets the session cookie in a browser context, as the sign-in page does. */
async function signIn(context: BrowserContext, url: string): Promise<void> {
  const reply = await context.request.post("/api/v1/auth/sign-in", {
    data: admin,
    headers: { origin: url },
  });
  if (!reply.ok()) throw new Error(`no session: ${reply.status()} ${await reply.text()}`);
}
