import type { ReplyOf } from "../../operations/operations.ts";
import type { Client, Input, JsonId } from "../client.ts";
import { type Repeating, repeatCall } from "./repeat-call.ts";

/** Operations that answer with pages. */
export type ListId = {
  [Id in JsonId]: ReplyOf<Id> extends { items: unknown[]; next: string | null } ? Id : never;
}[JsonId];
export type ItemOf<Id extends ListId> =
  ReplyOf<Id> extends { items: (infer Item)[] } ? Item : never;
/** What narrows a list; the cursor is not given. */
export type PageInput<Id extends ListId> = Partial<Pick<Input<Id>, keyof Input<Id>>>;

type Page = { items: unknown[]; next: string | null };
type Call = (id: string, input: object) => Promise<Page>;

/** Rows that one request reads. */
const pageSize = 200;

/** Yields the items of all pages of a list, in order. */
export async function* readPages<Id extends ListId>(
  client: Client,
  id: Id,
  input: PageInput<Id> = {},
  repeating: Repeating = {},
): AsyncGenerator<ItemOf<Id>> {
  // The types of one list cannot be followed through a function for all lists.
  const call = client.call as unknown as Call;
  const { query, signal } = input as { query?: object; signal?: AbortSignal };
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const paging = { limit: pageSize, ...query, ...(cursor === undefined ? {} : { cursor }) };
    const page = await repeatCall(() => call(id, { ...input, query: paging }), {
      ...repeating,
      signal,
    });
    for (const item of page.items) yield item as ItemOf<Id>;
    cursor = page.next;
  }
}
