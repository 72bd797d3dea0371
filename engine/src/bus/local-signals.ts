import type { Bus } from "./bus.ts";
import { topicFits } from "./topic.ts";

type Listener = { pattern: string; handler: (topic: string, body: unknown) => void };

/**
 * Notes within one process: heard after the sender has gone on, in the order sent. What a listener
 * throws goes to `onFault` and hurts no one.
 */
export function createLocalSignals({
  onFault,
}: {
  onFault: (topic: string, error: unknown) => void;
}): Pick<Bus, "signal" | "onSignal"> {
  const listeners = new Set<Listener>();

  async function hear(listener: Listener, topic: string, body: unknown) {
    await undefined;
    if (listeners.has(listener)) await listener.handler(topic, body);
  }
  return {
    signal(topic, body) {
      for (const listener of listeners) {
        if (topicFits(listener.pattern, topic))
          hear(listener, topic, body).catch((error) => onFault(topic, error));
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
