import type { FormworkEvent } from "@formwork/contracts/events/events";

/**
 * What a row holds of the events about it. They are stored in the write that they report, so that a
 * crash before they are published does not lose them.
 */
export type Announced<Event extends FormworkEvent = FormworkEvent> = {
  /** Events that are not known to be in the log, the oldest first. */
  unsent?: Event[];
  /** When the oldest of them was made, in milliseconds since 1970; null without one. */
  unsentAt?: number | null;
};

/** The index by which a table finds rows with such events. */
export const unsentIndex = ["unsentAt"] as const;

/**
 * Events that a row keeps while they cannot be published; the oldest are dropped first. So many take
 * a schedule that fires each minute three hours, and a row at most 2 MB.
 */
const maxUnsent = 200;

type Made = {
  /** When the events were made, in milliseconds since 1970. */
  now: number;
  /** How many the row keeps: one where each event tells all that those before it did. */
  max?: number;
};

/** Returns a changed row with the events that report the change. */
export function withEvents<Event extends FormworkEvent, Row extends Announced<Event>>(
  row: Row,
  events: readonly Event[],
  { now, max = maxUnsent }: Made,
): Row {
  if (events.length === 0) return row;
  const unsent = [...(row.unsent ?? []), ...events].slice(-max);
  return { ...row, unsent, unsentAt: row.unsentAt ?? now };
}

/** Returns a row without events that are in the log. */
export function withoutEvents<Row extends Announced>(row: Row, sent: ReadonlySet<string>): Row {
  const unsent = unsentOf(row).filter(({ id }) => !sent.has(id));
  const [first] = unsent;
  return { ...row, unsent, unsentAt: first === undefined ? null : Date.parse(first.time) };
}

/** Returns what another row of the same key takes over from this one. */
export function heldEvents<Event extends FormworkEvent>({
  unsent = [],
  unsentAt = null,
}: Announced<Event>): Required<Announced<Event>> {
  return { unsent, unsentAt };
}

/** Returns the events of a row; one that was stored before there were such events has none. */
export function unsentOf({ unsent = [] }: Announced): FormworkEvent[] {
  return unsent;
}
