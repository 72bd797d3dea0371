import type { TemplateEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import { isoTime } from "../store/iso-time.ts";
import { templateOf, type VersionRow } from "./versions/template-tables.ts";

/** What happened to a template. */
export type TemplateNews = {
  type: TemplateEvent["type"];
  /** Unique, and the same for each call that reports the same change. */
  id: string;
  traceparent?: string | null | undefined;
  now: number;
};

/** Returns the event of a template whose newest version is `newest`. */
export function templateEvent(newest: VersionRow, { type, id, traceparent, now }: TemplateNews) {
  const archived = type === "template.archived";
  const { name, version, title, hash, codeHash } = templateOf(newest, archived);
  const code = codeHash === undefined ? {} : { codeHash };
  return makeEvent<TemplateEvent>({
    ...{ type, id, subject: name, at: isoTime(now), traceparent },
    data: { name, version, title, hash, ...code, archived },
  });
}
