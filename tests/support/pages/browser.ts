import { existsSync } from "node:fs";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { afterRun } from "../servers/after-all.ts";
import { onPath } from "../servers/run-server.ts";

const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** A browser as a suite has it: with contexts of its own, which `close` closes. */
export type OpenBrowser = {
  newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  close: () => Promise<void>;
};

let common: Promise<Browser> | undefined;

/**
 * Returns the Chromium that all suites of this process share, each with contexts of its own: a start
 * of it costs more than most tests.
 */
export async function openBrowser(): Promise<OpenBrowser> {
  common ??= startBrowser();
  const browser = await common.catch((error) => {
    common = undefined;
    throw error;
  });
  const contexts: BrowserContext[] = [];
  return {
    async newContext(options) {
      const context = await browser.newContext(options);
      contexts.push(context);
      return context;
    },
    async close() {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
    },
  };
}

/** Programs of Chromium, the best first: the shell draws pages alike, in less time without its window. */
const programs = ["chromium-headless-shell", "chromium"];

/**
 * Starts Chromium: the program that `CHROMIUM` names, or one on PATH. Throws with how to install it
 * where there is none. Playwright ends it when this process exits.
 */
async function startBrowser(): Promise<Browser> {
  const found = await Promise.all(programs.map(onPath));
  const program = process.env.CHROMIUM ?? found.find((path) => path !== null);
  if (program === undefined || !existsSync(program)) {
    throw new Error(
      `The browser suites need Chromium: apt-get install ${programs[0]}, or set CHROMIUM to the path of one`,
    );
  }
  const browser = await chromium.launch({ executablePath: program, args: chromiumFlags });
  // One that crashes fails the tests of one file only.
  browser.on("disconnected", () => {
    common = undefined;
  });
  afterRun(() => browser.close());
  return browser;
}

/** Opens a page in a new browser context; `faults` collects its script errors and blocked resources. */
export async function openPage(
  browser: OpenBrowser,
  baseURL: string,
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    // A page whose server is down logs every attempt to reconnect.
    if (
      message.type() === "error" &&
      !/Failed to load resource|WebSocket connection/.test(message.text())
    )
      faults.push(message.text());
  });
  return { page, faults };
}
