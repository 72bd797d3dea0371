import type { Client } from "@formwork/contracts/client/client";
import { quantile } from "../measure/measure.ts";
import { type ListQuery, lists, nameOf, searches } from "./list-kinds.ts";
import type { ListTime } from "./scale-result.ts";

const perList = { calls: 9, budgetMs: 20_000 };
const perSearch = { calls: 3, budgetMs: 20_000 };
/** Pages of 500 jobs that are turned before the deep page is measured. */
const maxPages = 100;

/** Measures each kind of list, a page far down, the statistics and the text searches. */
export async function measureLists(client: Client, n: number): Promise<ListTime[]> {
  const times: ListTime[] = [];
  for (const query of lists) times.push(await timeList(client, query, perList));
  const cursor = await deepCursor(client, n);
  const deep = await timeList(client, { cursor }, perList);
  times.push({ ...deep, name: "cursor=deep" });
  times.push(await timeCalls("stats", perList, () => stats(client)));
  for (const query of searches) times.push(await timeList(client, query, perSearch));
  return times;
}

function timeList(client: Client, query: ListQuery, asked: Asked): Promise<ListTime> {
  return timeCalls(nameOf(query), asked, async () => {
    return (await client.call("jobs.list", { query })).items.length;
  });
}

async function stats(client: Client): Promise<number> {
  return Object.keys((await client.call("jobs.stats")).byTemplate).length;
}

/** How often a call is made; none is made after `budgetMs`. */
type Asked = { calls: number; budgetMs: number };

/** Times a call several times; `call` returns its number of rows, and a failed one has -1. */
export async function timeCalls(
  name: string,
  { calls, budgetMs }: Asked,
  call: () => Promise<number>,
): Promise<ListTime> {
  const times: number[] = [];
  let rows = 0;
  for (let used = 0; times.length < calls && used < budgetMs; used += times.at(-1) ?? 0) {
    const start = performance.now();
    rows = await call().catch(() => -1);
    times.push(performance.now() - start);
  }
  const [median, p95, max] = [quantile(times, 0.5), quantile(times, 0.95), quantile(times, 1)];
  return { name, rows, median, p95, max };
}

/** Returns the cursor of a page in the middle of the list, at most 50,000 jobs down. */
export async function deepCursor(client: Client, n: number): Promise<string> {
  const limit = 500;
  let cursor = "";
  for (let page = 0; page < Math.min(maxPages, n / limit / 2); page++) {
    const query = cursor === "" ? { limit } : { limit, cursor };
    cursor = (await client.call("jobs.list", { query })).next ?? cursor;
  }
  return cursor;
}
