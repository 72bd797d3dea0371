import type { Client } from "@formwork/contracts/client/client";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openBrowser, openPage } from "./browser.ts";
import { admin, aHome, type Running, signedIn, startFormwork } from "./formwork.ts";

/** A whole Formwork with a browser in front of it: one for all tests of a file. */
export type Site = {
  running: Running;
  /** Acts as the same admin over HTTP. */
  client: Client;
  browser: Browser;
  context: BrowserContext;
  /** Signed in already. */
  page: Page;
  /** What the page complained about. */
  faults: string[];
  close: () => Promise<void>;
};

/** Starts Formwork and Chromium side by side and signs in. */
export async function openSite(settings: Record<string, string> = {}): Promise<Site> {
  const place = await aHome();
  const [running, browser] = await Promise.all([
    startFormwork(place.home, settings),
    openBrowser(),
  ]);
  const client = await signedIn(running);
  const { page, faults } = await openPage(browser, running.url);
  await signIn(page.context(), running.url);
  const close = async () => {
    await browser.close();
    await running.kill();
    await place.remove();
  };
  return { running, client, browser, context: page.context(), page, faults, close };
}

/** Gives a browser context the session cookie, as the page to sign in would. */
async function signIn(context: BrowserContext, url: string): Promise<void> {
  const reply = await context.request.post("/api/v1/auth/sign-in", {
    data: admin,
    headers: { origin: url },
  });
  if (!reply.ok()) throw new Error(`no session: ${reply.status()} ${await reply.text()}`);
}
