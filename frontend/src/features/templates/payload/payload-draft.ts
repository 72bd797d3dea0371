import type { Payload } from "@formwork/contracts/schema/payload";
import { jsonEqual } from "../../../forms/values/json-equal.ts";

/**
 * A payload that is edited as a form and as JSON text. An edit in one tab changes the other. While
 * the text is no JSON object the form tab cannot be selected: it could not show the text, and
 * selecting it must not lose what was typed.
 */
export type PayloadDraft = {
  tab: "form" | "json";
  payload: Payload;
  /** The text of the JSON tab, as typed. */
  text: string;
  /** Why the text is no payload; null while it is one. */
  jsonError: string | null;
};

/** The id of the editor in the JSON tab. */
export const jsonEditorId = "payload-json";

/** Creates a draft of a payload, with the form tab selected. */
export function newDraft(payload: Payload): PayloadDraft {
  return { tab: "form", payload, text: formatPayload(payload), jsonError: null };
}

/** Replaces the payload, after an edit in the form or as a whole. */
export function setPayload(draft: PayloadDraft, payload: Payload): PayloadDraft {
  return { ...draft, payload, text: formatPayload(payload), jsonError: null };
}

/** Replaces the text. While it is no payload, the draft keeps the last one for the preview. */
export function setText(draft: PayloadDraft, text: string): PayloadDraft {
  const { payload, jsonError } = parse(text);
  // An equal payload stays the same object, so that an edit of white space counts as none.
  return {
    ...draft,
    text,
    jsonError,
    payload: payload === null || jsonEqual(payload, draft.payload) ? draft.payload : payload,
  };
}

/** Selects a tab; does nothing while the text is no payload. */
export function selectTab(draft: PayloadDraft, tab: PayloadDraft["tab"]): PayloadDraft {
  return draft.jsonError === null ? { ...draft, tab } : draft;
}

/** Formats a payload as indented JSON text. */
export function formatPayload(payload: Payload): string {
  return JSON.stringify(payload, null, 2);
}

function parse(text: string): { payload: Payload | null; jsonError: string | null } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return { payload: value as Payload, jsonError: null };
    return { payload: null, jsonError: "A payload is a JSON object: { … }" };
  } catch (error) {
    return {
      payload: null,
      jsonError:
        error instanceof Error ? `This is not JSON yet: ${error.message}` : "This is not JSON yet",
    };
  }
}
