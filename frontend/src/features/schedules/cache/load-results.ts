import type { ScheduleResults } from "@formwork/contracts/schedule";
import { client } from "../../../lib/api/client.ts";

/** Ids that one request may name. */
const maxIds = 50;

type Waiting = {
  id: string;
  resolve: (results: ScheduleResults) => void;
  reject: (error: unknown) => void;
};
type Fetch = (ids: string[]) => Promise<ScheduleResults[]>;

/** Creates the loader of results: what is asked for in one turn is fetched with one request. */
export function createResultLoader(fetchResults: Fetch) {
  let waiting: Waiting[] = [];

  async function flush() {
    const asked = waiting;
    waiting = [];
    for (let first = 0; first < asked.length; first += maxIds)
      void answer(asked.slice(first, first + maxIds));
  }

  async function answer(asked: Waiting[]) {
    try {
      const items = await fetchResults([...new Set(asked.map(({ id }) => id))]);
      const found = new Map(items.map((item) => [item.id, item]));
      for (const { id, resolve } of asked) resolve(found.get(id) ?? { id, results: [], missed: 0 });
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  return (id: string): Promise<ScheduleResults> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(() => void flush());
      waiting.push({ id, resolve, reject });
    });
}

/** Loads the last results of a schedule. */
export const loadResults = createResultLoader(
  async (id) => (await client.call("schedules.results", { query: { id } })).items,
);
