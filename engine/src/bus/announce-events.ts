import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Bus } from "./bus.ts";

/**
 * Publishes events of what is stored in a table, which has no outbox. A failure is logged and
 * counted, not thrown: readers without the event see the change when they read it again.
 */
export async function announceEvents(
  { bus, telemetry }: { bus: Pick<Bus, "publish"> | undefined; telemetry: Telemetry },
  events: FormworkEvent[],
): Promise<void> {
  if (events.length === 0) return;
  try {
    await bus?.publish(events);
  } catch (error) {
    for (const { type, subject } of events) {
      telemetry.count("announcements_lost_total", { type });
      telemetry.log.warn("event.unannounced", { type, subject, error: String(error) });
    }
  }
}
