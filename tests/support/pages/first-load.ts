import type { BrowserContext, Page } from "playwright-core";

/**
 * Opens an address in a page of its own with an empty cache, and returns the bytes of its files, headers
 * included, until nothing is being loaded any more. Replies of the API are left out: they depend on
 * what is stored, and a slow machine asks for some twice. The page believes that its user saves
 * data, so it loads no other page ahead. With FIRST_LOAD_ENCODING=gzip it asks for gzip, as
 * browsers do of a server elsewhere without TLS.
 */
export async function measureFirstLoad(
  context: BrowserContext,
  address: string,
  shown: (page: Page) => Promise<unknown>,
): Promise<number> {
  const page = await context.newPage();
  try {
    await saveData(page);
    const countedBytes = await countBytes(context, page);
    await page.goto(address);
    await shown(page);
    await page.waitForLoadState("networkidle");
    return countedBytes();
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

/** Counts the bytes of the files that a page loads from now on without its cache, and returns their reader. */
async function countBytes(context: BrowserContext, page: Page): Promise<() => number> {
  let bytes = 0;
  const session = await context.newCDPSession(page);
  const replies = new Set<string>();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (new URL(request.url).pathname.startsWith("/api/")) replies.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (!replies.has(requestId)) bytes += encodedDataLength;
  });
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const encoding = process.env.FIRST_LOAD_ENCODING;
  if (encoding !== undefined) await page.setExtraHTTPHeaders({ "accept-encoding": encoding });
  return () => bytes;
}
