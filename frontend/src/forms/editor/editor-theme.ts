import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colour = (name: string) => `var(--mui-palette-${name})`;

const highlight = HighlightStyle.define([
  { tag: tags.propertyName, color: colour("text-primary"), fontWeight: "550" },
  { tag: tags.string, color: colour("success-main") },
  { tag: tags.number, color: colour("info-main") },
  { tag: [tags.bool, tags.null], color: colour("primary-main") },
]);

/** The editor in the colours of the theme, light and dark, at least so many lines high. */
export function editorTheme(minLines: number): Extension {
  return [syntaxHighlighting(highlight), frame(minLines)];
}

function frame(minLines: number): Extension {
  return EditorView.theme({
    "&": {
      fontSize: "0.8125rem",
      color: colour("text-primary"),
      backgroundColor: colour("background-paper"),
      border: `1px solid ${colour("divider")}`,
      borderRadius: "8px",
      overflow: "hidden",
    },
    "&.cm-focused": {
      outline: "none",
      borderColor: colour("primary-main"),
      boxShadow: `0 0 0 1px ${colour("primary-main")}`,
    },
    ".cm-content": {
      fontFamily: "ui-monospace, Menlo, Consolas, monospace",
      minHeight: `${minLines * 1.6}em`,
      padding: "8px 0",
      caretColor: colour("text-primary"),
    },
    ".cm-line": { lineHeight: "1.6" },
    ".cm-gutters": {
      backgroundColor: "transparent",
      color: colour("text-secondary"),
      border: "none",
    },
    ".cm-activeLine": { backgroundColor: "transparent" },
    "&.cm-focused .cm-activeLine": { backgroundColor: colour("action-hover") },
    "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
      background: colour("action-focus"),
    },
    ".cm-cursor": { borderLeftColor: colour("text-primary") },
    ".cm-tooltip": {
      backgroundColor: colour("background-paper"),
      color: colour("text-primary"),
      border: `1px solid ${colour("divider")}`,
      borderRadius: "6px",
      fontFamily: "inherit",
    },
    ".cm-diagnostic": { borderLeft: "none", padding: "4px 10px" },
    ".cm-diagnostic-error": { borderLeft: "none" },
  });
}
