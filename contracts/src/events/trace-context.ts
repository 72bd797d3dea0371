/**
 * The trace of a request is passed on and stored as one text: its `traceparent` (W3C trace context),
 * and behind a blank its `tracestate` where the caller chose an id of another form. Fields and
 * parameters named `traceparent` within Formwork hold that text; events and headers have its parts.
 */

/** The parts of a trace, named as headers and as fields of events. */
export type TraceHeaders = { traceparent: string; tracestate?: string };
/** What log lines say of a trace. */
export type TraceFields = { traceId?: string; givenTraceId?: string };

/** An id that a caller may choose: short, and safe in headers, logs and `tracestate`. */
const givenId = /^[\w-]{8,64}$/;
const ownState = /(?:^|,)\s*formwork=([\w-]{8,64})\s*(?:,|$)/;

/** Whether a caller may have this id as that of its request. */
export function isTraceId(id: string): boolean {
  return givenId.test(id);
}

/** Joins a `traceparent` and the id that the caller chose, if any. */
export function joinTrace(traceparent: string, givenTraceId: string | undefined): string {
  return givenTraceId === undefined ? traceparent : `${traceparent} formwork=${givenTraceId}`;
}

/** Returns the parts of a trace. */
export function traceHeaders(trace: string): TraceHeaders {
  const end = trace.indexOf(" ");
  return end === -1
    ? { traceparent: trace }
    : { traceparent: trace.slice(0, end), tracestate: trace.slice(end + 1) };
}

/** Returns the id that a caller chose, from a `tracestate`. */
export function givenTraceIdOf(tracestate: string | undefined): string | undefined {
  return ownState.exec(tracestate ?? "")?.[1];
}

/** Returns what log lines say of a trace, from its parts. */
export function traceFieldsOf({ traceparent, tracestate }: Partial<TraceHeaders>): TraceFields {
  const traceId = traceparent?.split("-")[1];
  const given = givenTraceIdOf(tracestate);
  return {
    ...(traceId === undefined ? {} : { traceId }),
    ...(given === undefined ? {} : { givenTraceId: given }),
  };
}
