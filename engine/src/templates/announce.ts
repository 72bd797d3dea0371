import type { TemplateEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import { v7 as newId } from "uuid";
import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { StoredTemplate } from "./versions/template-tables.ts";

export type Announce = (
  type: TemplateEvent["type"],
  template: StoredTemplate,
  traceparent: string | null,
) => Promise<void>;

/**
 * Publishes an event about a template. A failure is logged and counted, not thrown: the template is
 * stored by then, and readers without the event see the change when they read it again.
 */
export function createAnnounce(deps: {
  bus: Pick<Bus, "publish"> | undefined;
  clock: Clock;
  telemetry: Telemetry;
}): Announce {
  return async (type, template, traceparent) => {
    const { name, version, title, hash, archived } = template;
    const event = makeEvent<TemplateEvent>({
      type,
      id: newId(),
      subject: name,
      at: new Date(deps.clock.now()).toISOString(),
      traceparent,
      data: { name, version, title, hash, archived },
    });
    try {
      await deps.bus?.publish([event]);
    } catch (error) {
      deps.telemetry.count("announcements_lost_total", { type });
      deps.telemetry.log.warn("template.unannounced", {
        template: name,
        type,
        error: String(error),
      });
    }
  };
}
