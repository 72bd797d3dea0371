import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Slots that one preview lists at most. */
const maxSlots = 100;

/** Returns how many slots of a schedule fall into a window; null while that is not known. */
export function useSlotCount(
  id: string,
  { from, to }: { from: string | undefined; to: string | undefined },
): { slots: number; hasMore: boolean } | null {
  const [start, end] = [Date.parse(from ?? ""), Date.parse(to ?? "")];
  const isWindow = start < end;
  const preview = useQuery({
    queryKey: queryKeys.schedules.preview({ id, start, end }),
    queryFn: ({ signal }) =>
      client.call("schedules.preview", {
        // A preview lists what comes after `from`, and a window has its first moment.
        body: { schedule: id, from: new Date(start - 1).toISOString(), count: maxSlots },
        signal,
      }),
    enabled: isWindow,
  });
  if (!isWindow || preview.data === undefined) return null;
  const { items } = preview.data;
  const slots = items.filter(({ at }) => Date.parse(at) < end).length;
  return { slots, hasMore: slots === maxSlots };
}
