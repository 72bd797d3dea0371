/**
 * A place in a job's stream, which is the id of an event: behind the line `offset`; after `state` and
 * `end` also the `seq` of the job.
 */
export type StreamPlace = { offset: number; seq?: number; isEnd?: boolean };

/** Writes a place as the id of an event: `12`, `12:5` or `12:5:end`. */
export function formatPlace({ offset, seq, isEnd = false }: StreamPlace): string {
  const state = seq === undefined ? "" : `:${seq}`;
  return `${offset}${state}${isEnd ? ":end" : ""}`;
}

/** Reads the id of an event; undefined for a text that is none. */
export function parsePlace(text: string): StreamPlace | undefined {
  const [, offset, seq, end] = /^(\d{1,15})(?::(\d{1,15})(:end)?)?$/.exec(text) ?? [];
  if (offset === undefined) return undefined;
  return {
    offset: Number(offset),
    ...(seq === undefined ? {} : { seq: Number(seq) }),
    ...(end === undefined ? {} : { isEnd: true }),
  };
}
