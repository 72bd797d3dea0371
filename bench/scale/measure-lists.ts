import type { Client } from "@formwork/contracts/client/client";
import { quantile } from "../work/measure.ts";
import { type ListQuery, lists, nameOf, searches } from "./list-kinds.ts";
import type { ListTime } from "./scale-result.ts";

const callsPerList = 9;
const callsPerSearch = 3;
/** Pages of 500 jobs that are turned before the deep page is measured. */
const maxPages = 100;

/** Measures each kind of list, a page far down, the statistics and the text searches. */
export async function measureLists(client: Client, n: number): Promise<ListTime[]> {
  const times: ListTime[] = [];
  for (const query of lists) times.push(await timeList(client, query, callsPerList));
  const cursor = await deepCursor(client, n);
  const deep = await timeList(client, { cursor }, callsPerList);
  times.push({ ...deep, name: "cursor=deep" });
  times.push(await timeCalls("stats", callsPerList, () => stats(client)));
  for (const query of searches) times.push(await timeList(client, query, callsPerSearch));
  return times;
}

function timeList(client: Client, query: ListQuery, calls: number): Promise<ListTime> {
  return timeCalls(nameOf(query), calls, async () => {
    return (await client.call("jobs.list", { query })).items.length;
  });
}

async function stats(client: Client): Promise<number> {
  return Object.keys((await client.call("jobs.stats")).byTemplate).length;
}

/** Times a call several times; `call` returns its number of rows. */
async function timeCalls(
  name: string,
  calls: number,
  call: () => Promise<number>,
): Promise<ListTime> {
  const times: number[] = [];
  let rows = 0;
  for (let i = 0; i < calls; i++) {
    const start = performance.now();
    rows = await call();
    times.push(performance.now() - start);
  }
  return { name, rows, median: quantile(times, 0.5), max: quantile(times, 1) };
}

/** Returns the cursor of a page in the middle of the list, at most 50,000 jobs down. */
async function deepCursor(client: Client, n: number): Promise<string> {
  const limit = 500;
  let cursor = "";
  for (let page = 0; page < Math.min(maxPages, n / limit / 2); page++) {
    const query = cursor === "" ? { limit } : { limit, cursor };
    cursor = (await client.call("jobs.list", { query })).next ?? cursor;
  }
  return cursor;
}
