import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { Bus } from "@formwork/engine/bus/bus";

type Listener = { pattern: string; handler: (topic: string, body: unknown) => void };

/** A bus within one test: signals reach their listeners at once, events are kept. */
export function quietBus(): Bus & { events: FormworkEvent[]; listeners: () => number } {
  const events: FormworkEvent[] = [];
  const hearing = new Set<Listener>();
  const fits = (pattern: string, topic: string) =>
    new RegExp(`^${pattern.replace(".", "\\.").replace("*", "[^.]+")}$`).test(topic);
  return {
    events,
    listeners: () => hearing.size,
    open: async () => undefined,
    close: async () => undefined,
    publish: async (published) => void events.push(...published),
    follow: () => Promise.reject(new Error("Workers do not follow the log")),
    signal(topic, body) {
      for (const { pattern, handler } of hearing) if (fits(pattern, topic)) handler(topic, body);
    },
    async onSignal(pattern, handler) {
      const one = { pattern, handler };
      hearing.add(one);
      return async () => void hearing.delete(one);
    },
    health: () => ({ ok: true, detail: "in this test" }),
  };
}
