import type { TemplateEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import { v7 as newId } from "uuid";
import { announceEvents } from "../bus/announce-events.ts";
import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { StoredTemplate } from "./versions/template-tables.ts";

export type Announce = (
  type: TemplateEvent["type"],
  template: StoredTemplate,
  traceparent: string | null,
) => Promise<void>;

/** Makes the function that publishes an event about a template, and logs it. */
export function createAnnounce(deps: {
  bus: Pick<Bus, "publish"> | undefined;
  clock: Clock;
  telemetry: Telemetry;
}): Announce {
  return (type, template, traceparent) => {
    const { name, version, title, hash, codeHash, archived, source, publishedBy } = template;
    deps.telemetry.log.info(type, { template: name, version, source, publishedBy });
    const code = codeHash === undefined ? {} : { codeHash };
    const event = makeEvent<TemplateEvent>({
      type,
      id: newId(),
      subject: name,
      at: new Date(deps.clock.now()).toISOString(),
      traceparent,
      data: { name, version, title, hash, ...code, archived },
    });
    return announceEvents(deps, [event]);
  };
}
