import type { Paging } from "@formwork/engine/store/page";

/** Returns the page that a query asks for; 50 rows by default. */
export function paging({ limit = 50, cursor }: { limit?: number; cursor?: string }): Paging {
  return { limit, cursor };
}
