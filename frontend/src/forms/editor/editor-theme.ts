import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const themeColour = (name: string) => `var(--mui-palette-${name})`;

const highlight = HighlightStyle.define([
  { tag: tags.propertyName, color: themeColour("text-primary"), fontWeight: "550" },
  { tag: tags.string, color: themeColour("success-main") },
  { tag: tags.number, color: themeColour("info-main") },
  { tag: [tags.bool, tags.null], color: themeColour("primary-main") },
]);

/** Styles the editor with the colours of the MUI theme, at least `minLines` high. */
export function editorTheme(minLines: number): Extension {
  return [syntaxHighlighting(highlight), editorStyles(minLines)];
}

function editorStyles(minLines: number): Extension {
  return EditorView.theme({
    "&": {
      fontSize: "0.8125rem",
      color: themeColour("text-primary"),
      backgroundColor: themeColour("background-paper"),
      border: `1px solid ${themeColour("divider")}`,
      borderRadius: "8px",
      overflow: "hidden",
    },
    "&.cm-focused": {
      outline: "none",
      borderColor: themeColour("primary-main"),
      boxShadow: `0 0 0 1px ${themeColour("primary-main")}`,
    },
    ".cm-content": {
      fontFamily: "ui-monospace, Menlo, Consolas, monospace",
      minHeight: `${minLines * 1.6}em`,
      padding: "8px 0",
      caretColor: themeColour("text-primary"),
    },
    ".cm-line": { lineHeight: "1.6" },
    ".cm-gutters": {
      backgroundColor: "transparent",
      color: themeColour("text-secondary"),
      border: "none",
    },
    ".cm-activeLine": { backgroundColor: "transparent" },
    "&.cm-focused .cm-activeLine": { backgroundColor: themeColour("action-hover") },
    "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
      background: themeColour("action-focus"),
    },
    ".cm-cursor": { borderLeftColor: themeColour("text-primary") },
    ".cm-tooltip": {
      backgroundColor: themeColour("background-paper"),
      color: themeColour("text-primary"),
      border: `1px solid ${themeColour("divider")}`,
      borderRadius: "6px",
      fontFamily: "inherit",
    },
    ".cm-diagnostic": { borderLeft: "none", padding: "4px 10px" },
    ".cm-diagnostic-error": { borderLeft: "none" },
  });
}
