import { client } from "../lib/api/client.ts";

type Call = { id: string; input: unknown };
type Replies = Record<string, (input: unknown) => unknown>;

/**
 * Replaces the API client in each test of the surrounding suite. `replies` has a function for each
 * operation that a test calls, which returns the reply or throws; `calls` are those made so far.
 */
export function fakeApi(): { replies: Replies; calls: Call[] } {
  const api: { replies: Replies; calls: Call[] } = { replies: {}, calls: [] };
  const original = client.call;

  beforeEach(() => {
    api.replies = {};
    api.calls = [];
    // The fake has no types of operations; each test gives the replies that its hook expects.
    client.call = (async (id: string, input: unknown) => {
      api.calls.push({ id, input });
      const reply = api.replies[id];
      if (reply === undefined) throw new Error(`The test has no reply for ${id}`);
      return reply(input);
    }) as typeof client.call;
  });
  afterEach(() => {
    client.call = original;
  });
  return api;
}
