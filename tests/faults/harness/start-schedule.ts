import type { Calls } from "./calls.ts";
import type { History } from "./history.ts";
import { readSlots } from "./observe.ts";

/** A slot every two seconds. */
const cron = "*/2 * * * * *";
const slotMs = 2000;

/** Makes a schedule whose jobs write into a file of effects. `read` returns its slots and jobs. */
export async function startSchedule(calls: Calls, file: string) {
  const body = {
    ...{ template: "effect", payload: { file, ms: 0 }, cron, timezone: "UTC" },
    ...({ overlap: "allow", misfire: "fireAll" } as const),
  };
  const { id } = await calls.untilAnswered((client, signal) =>
    client.call("schedules.create", { body, signal }),
  );
  return {
    pause: () =>
      calls.untilAnswered((client, signal) =>
        client.call("schedules.pause", { params: { id }, body: {}, signal }),
      ),
    async read(): Promise<History["schedule"]> {
      const { slots, jobs } = await readSlots(calls, id);
      const [first, last] = [slots[0]?.at ?? 0, slots.at(-1)?.at ?? 0];
      const expected = Array.from(
        { length: (last - first) / slotMs + 1 },
        (_, index) => first + index * slotMs,
      );
      return { expected, slots, jobs };
    },
  };
}
