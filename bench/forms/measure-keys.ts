import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { quantile } from "../measure/measure.ts";
import type { KeyTimes } from "./key-times.ts";

const warmUpKeys = 10;
const keys = 40;
const everyMs = 200;

/** Notes how long each key takes from its event to the end of the next frame. */
export const noteKeys = `
  globalThis.keyTimes = [];
  addEventListener("keydown", (event) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => keyTimes.push(performance.now() - event.timeStamp);
      port2.postMessage(null);
    });
  }, true);
`;

/** Types into the field that has the focus, on a page with `noteKeys`. */
export async function measureKeys(page: Page, name: string): Promise<KeyTimes> {
  await typeKeys(page, warmUpKeys);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const threadMs = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? 0);
  };
  await page.evaluate("keyTimes.length = 0");
  const before = await threadMs();
  await typeKeys(page, keys);
  const thread = (await threadMs()) - before;
  const times = await page.evaluate<number[]>("keyTimes");
  await session.detach();
  return {
    name,
    median: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    worst: quantile(times, 1),
    thread: Math.round((thread / keys) * 10) / 10,
  };
}

async function typeKeys(page: Page, count: number): Promise<void> {
  for (let key = 0; key < count; key++) {
    const next = pause(everyMs);
    await page.keyboard.press(key % 2 === 0 ? "x" : "Backspace");
    await next;
  }
}
