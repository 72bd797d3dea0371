import type { FormworkEvent } from "@formwork/contracts/event";
import type { Bus } from "@formwork/engine/bus/bus";

type Hearing = { pattern: string; onNote: (topic: string, body: unknown) => void };

/** A bus within one test: notes reach those who listen at once, events are kept. */
export function quietBus(): Bus & { events: FormworkEvent[]; listeners: () => number } {
  const events: FormworkEvent[] = [];
  const hearing = new Set<Hearing>();
  const fits = (pattern: string, topic: string) =>
    new RegExp(`^${pattern.replace(".", "\\.").replace("*", "[^.]+")}$`).test(topic);
  return {
    events,
    listeners: () => hearing.size,
    open: async () => undefined,
    close: async () => undefined,
    publish: async (published) => void events.push(...published),
    follow: () => Promise.reject(new Error("Workers do not follow the log")),
    note(topic, body) {
      for (const { pattern, onNote } of hearing) if (fits(pattern, topic)) onNote(topic, body);
    },
    async listen(pattern, onNote) {
      const one = { pattern, onNote };
      hearing.add(one);
      return async () => void hearing.delete(one);
    },
    health: () => ({ ok: true, detail: "in this test" }),
  };
}
