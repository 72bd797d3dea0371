import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { Bus } from "@formwork/engine/bus/bus";

type Listener = { pattern: string; handler: (topic: string, body: unknown) => void };

/** Creates a bus in memory that calls listeners at once and keeps published events. */
export function quietBus(): Bus & { events: FormworkEvent[]; listeners: () => number } {
  const events: FormworkEvent[] = [];
  const listening = new Set<Listener>();
  const fits = (pattern: string, topic: string) =>
    new RegExp(`^${pattern.replace(".", "\\.").replace("*", "[^.]+")}$`).test(topic);
  return {
    events,
    listeners: () => listening.size,
    open: async () => undefined,
    close: async () => undefined,
    publish: async (published) => void events.push(...published),
    follow: () => Promise.reject(new Error("Workers do not follow the log")),
    signal(topic, body) {
      for (const { pattern, handler } of listening) if (fits(pattern, topic)) handler(topic, body);
    },
    async onSignal(pattern, handler) {
      const listener = { pattern, handler };
      listening.add(listener);
      return async () => void listening.delete(listener);
    },
    health: () => ({ ok: true, detail: "in memory" }),
  };
}
