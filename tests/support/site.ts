import type { Client } from "@formwork/contracts/client/client";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openBrowser, openPage } from "./browser.ts";
import { admin, aHome, type Running, signedIn, startFormwork } from "./formwork.ts";

/** A Formwork of its own with an empty page of a browser in front of it. */
export type NewSite = {
  running: Running;
  browser: Browser;
  context: BrowserContext;
  page: Page;
  /** Errors that the page has logged. */
  faults: string[];
  close: () => Promise<void>;
};

/** A site whose admin is made and signed in. */
export type Site = NewSite & {
  /** Calls the API as the same admin. */
  client: Client;
};

/** Starts Formwork and Chromium side by side; there is no account yet. */
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

/** Starts Formwork and Chromium side by side, makes the admin and signs it in. */
export async function openSite(settings: Record<string, string> = {}): Promise<Site> {
  const site = await openNewSite(settings);
  const client = await signedIn(site.running);
  await signIn(site.context, site.running.url);
  return { ...site, client };
}

/** Gives a browser context the session cookie, as the page to sign in would. */
async function signIn(context: BrowserContext, url: string): Promise<void> {
  const reply = await context.request.post("/api/v1/auth/sign-in", {
    data: admin,
    headers: { origin: url },
  });
  if (!reply.ok()) throw new Error(`no session: ${reply.status()} ${await reply.text()}`);
}
