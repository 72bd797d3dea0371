import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { onPath } from "../servers/run-server.ts";

const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/**
 * Starts Chromium: the program that `CHROMIUM` names, or the one on PATH. Throws with how to install
 * it where there is none.
 */
export async function openBrowser(): Promise<Browser> {
  const program = process.env.CHROMIUM ?? (await onPath("chromium"));
  if (program === null || !existsSync(program)) {
    throw new Error(
      "The browser suites need Chromium: apt-get install chromium, or set CHROMIUM to the path of one",
    );
  }
  return chromium.launch({ executablePath: program, args: chromiumFlags });
}

/** Opens a page in a new browser context; `faults` collects its script errors and blocked resources. */
export async function openPage(
  browser: Browser,
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
