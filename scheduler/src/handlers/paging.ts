import type { Paging } from "@formwork/engine/store/page";

/** The page a query asks for; 50 rows unless told. */
export function paging({ limit = 50, cursor }: { limit?: number; cursor?: string }): Paging {
  return { limit, cursor };
}
