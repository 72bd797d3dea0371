import type { FormworkEvent } from "@formwork/contracts/event";
import { v7 as newId } from "uuid";
import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { StoredTemplate } from "../store/store.ts";

export type Announce = (
  type: "template.published" | "template.archived",
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
    const event: FormworkEvent = {
      specversion: "1.0",
      id: newId(),
      source: "/formwork",
      subject: name,
      type,
      time: new Date(deps.clock.now()).toISOString(),
      datacontenttype: "application/json",
      ...(traceparent === null ? {} : { traceparent }),
      data: { name, version, title, hash, archived },
    };
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
