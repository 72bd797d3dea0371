import { faultInLine, parseJson } from "@formwork/contracts/json/parse-json";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { withoutEmptyItems } from "../values/empty-items.ts";
import { jsonEqual } from "../values/json-equal.ts";
import type { AnySchema } from "../values/schema-at.ts";
import { type HiddenSecrets, hideSecrets, revealSecrets } from "./hidden-secrets.ts";

/**
 * A payload that is edited as a form and as JSON text. An edit in one tab changes the other. While
 * the text is no JSON object the form tab cannot be selected: it could not show the text, and
 * selecting it must not lose what was typed. Secrets that were typed into the form are hidden in the
 * text, as in the preview; one that is typed into the text is hidden when the tab is selected again.
 */
export type PayloadDraft = {
  tab: "form" | "json";
  payload: Payload;
  /** The text of the JSON tab, as typed. */
  text: string;
  /** Why the text is no payload; null while it is one. */
  jsonError: string | null;
  schema: AnySchema;
  /** The secrets that the text hides. */
  hidden: HiddenSecrets;
};

/** The id of the editor in the JSON tab. */
export const jsonEditorId = "payload-json";

/** Creates a draft of a payload, with the form tab selected. */
export function newDraft(payload: Payload, schema: AnySchema): PayloadDraft {
  return showAsText({ tab: "form", payload, text: "", jsonError: null, schema, hidden: {} });
}

/** Replaces the payload, after an edit in the form or as a whole. */
export function setPayload(draft: PayloadDraft, payload: Payload): PayloadDraft {
  const changed = { ...draft, payload, jsonError: null };
  // The text is made when its tab is selected: secrets of half a word would pile up in it.
  return draft.tab === "json" ? showAsText(changed) : changed;
}

/** Replaces the text. While it is no payload, the draft keeps the last one for the preview. */
export function setText(draft: PayloadDraft, text: string): PayloadDraft {
  const { payload: typed, jsonError } = parse(text);
  const payload = typed === null ? null : revealSecrets(draft.schema, typed, draft.hidden);
  // An equal payload stays the same object, so that an edit of white space counts as none.
  return {
    ...draft,
    text,
    jsonError,
    payload: payload === null || jsonEqual(payload, draft.payload) ? draft.payload : payload,
  };
}

/**
 * Selects a tab; does nothing while the text is no payload. Items of lists that are still empty go
 * with the form: JSON has none.
 */
export function selectTab(draft: PayloadDraft, tab: PayloadDraft["tab"]): PayloadDraft {
  if (draft.jsonError !== null || draft.tab === tab) return draft;
  if (tab === "form") return { ...draft, tab };
  // A payload without some of its items is still one.
  const payload = withoutEmptyItems(draft.payload) as Payload;
  return showAsText({
    ...draft,
    tab,
    payload: jsonEqual(payload, draft.payload) ? draft.payload : payload,
  });
}

/** Writes the payload as text. A text that says the same already stays as it was typed. */
function showAsText(draft: PayloadDraft): PayloadDraft {
  const { shown, hidden } = hideSecrets(draft.schema, draft.payload, draft.hidden);
  const isSame = jsonEqual(parse(draft.text).payload, shown);
  return { ...draft, hidden, text: isSame ? draft.text : formatPayload(shown) };
}

/** Formats a payload as indented JSON text. */
export function formatPayload(payload: unknown): string {
  return JSON.stringify(withoutEmptyItems(payload), null, 2);
}

function parse(text: string): { payload: Payload | null; jsonError: string | null } {
  try {
    const { value, faults } = parseJson(text);
    const [first] = faults;
    if (first !== undefined)
      return {
        payload: null,
        jsonError: `Line ${lineOf(text, first.from)}: ${faultInLine(first)}`,
      };
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

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
