import type { Payload } from "@formwork/contracts/schema/payload";
import { jsonEqual } from "../../../forms/values/json-equal.ts";

/**
 * A payload being written, as a form and as JSON text. What is typed in one tab appears in the
 * other. Text that is no JSON object keeps its tab: the form would have to show something else, and
 * switching must never lose what was typed.
 */
export type PayloadDraft = {
  tab: "form" | "json";
  payload: Payload;
  /** The JSON tab's text, as typed. */
  text: string;
  /** Why the text is no payload; null while it is one. */
  fault: string | null;
};

/** Id of the JSON tab's editor. */
export const jsonEditorId = "payload-json";

/** A draft that starts with a payload, in the form. */
export function newDraft(payload: Payload): PayloadDraft {
  return { tab: "form", payload, text: formatPayload(payload), fault: null };
}

/** The payload was edited as a form, or replaced whole. */
export function setPayload(draft: PayloadDraft, payload: Payload): PayloadDraft {
  return { ...draft, payload, text: formatPayload(payload), fault: null };
}

/**
 * The payload was edited as text. While that is no payload, the last good one is kept for the
 * preview.
 */
export function setText(draft: PayloadDraft, text: string): PayloadDraft {
  const { payload, fault } = parse(text);
  // The same payload stays the same object: writing spaces is no edit.
  return {
    ...draft,
    text,
    fault,
    payload: payload === null || jsonEqual(payload, draft.payload) ? draft.payload : payload,
  };
}

/** Somebody picks a tab; with a fault in the text the JSON tab stays. */
export function selectTab(draft: PayloadDraft, tab: PayloadDraft["tab"]): PayloadDraft {
  return draft.fault === null ? { ...draft, tab } : draft;
}

/** The payload as JSON text, as people write it. */
export function formatPayload(payload: Payload): string {
  return JSON.stringify(payload, null, 2);
}

function parse(text: string): { payload: Payload | null; fault: string | null } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return { payload: value as Payload, fault: null };
    return { payload: null, fault: "A payload is a JSON object: { … }" };
  } catch (error) {
    return {
      payload: null,
      fault:
        error instanceof Error ? `This is not JSON yet: ${error.message}` : "This is not JSON yet",
    };
  }
}
