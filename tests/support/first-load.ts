import type { BrowserContext, Page } from "playwright-core";

/** The requests and bytes of a page, headers included, until nothing is being loaded any more. */
export type FirstLoad = { requests: number; bytes: number };

/**
 * Opens an address in a page of its own with an empty cache, as a browser that saves data: no other
 * page is loaded ahead. With
 * FIRST_LOAD_ENCODING=gzip it asks for gzip, as browsers do of a server elsewhere without TLS.
 */
export async function measureFirstLoad(
  context: BrowserContext,
  address: string,
  shown: (page: Page) => Promise<unknown>,
): Promise<FirstLoad> {
  const page = await context.newPage();
  try {
    await saveData(page);
    const load = await countBytes(context, page);
    await page.goto(address);
    await shown(page);
    await page.waitForLoadState("networkidle");
    return load;
  } finally {
    await page.close();
  }
}

/** Makes a page believe that its user wants to save data. */
async function saveData(page: Page): Promise<void> {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, "connection", { value: { saveData: true } }),
  );
}

async function countBytes(context: BrowserContext, page: Page): Promise<FirstLoad> {
  const load: FirstLoad = { requests: 0, bytes: 0 };
  const session = await context.newCDPSession(page);
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    load.requests += 1;
    load.bytes += encodedDataLength;
  });
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  if (process.env.FIRST_LOAD_ENCODING !== undefined)
    await page.setExtraHTTPHeaders({ "accept-encoding": process.env.FIRST_LOAD_ENCODING });
  return load;
}
