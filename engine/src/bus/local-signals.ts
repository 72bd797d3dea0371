import type { Bus } from "./bus.ts";
import { topicFits } from "./topic.ts";

type Listener = { pattern: string; handler: (topic: string, body: unknown) => void };

/**
 * Delivers signals within the process: in the order sent, and after the sender's own code has run
 * on. What a handler throws goes to `onFault`; the other handlers still run.
 */
export function createLocalSignals({
  onFault,
}: {
  onFault: (topic: string, error: unknown) => void;
}): Pick<Bus, "signal" | "onSignal"> {
  const listeners = new Set<Listener>();

  async function deliver(listener: Listener, topic: string, body: unknown) {
    await undefined;
    if (listeners.has(listener)) await listener.handler(topic, body);
  }
  return {
    signal(topic, body) {
      for (const listener of listeners) {
        if (topicFits(listener.pattern, topic))
          deliver(listener, topic, body).catch((error) => onFault(topic, error));
      }
    },
    async onSignal(pattern, handler) {
      const listener = { pattern, handler };
      listeners.add(listener);
      return async () => {
        listeners.delete(listener);
      };
    },
  };
}
