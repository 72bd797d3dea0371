import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import Box from "@mui/material/Box";
import { useEffect, useRef } from "react";
import { cspNonce } from "../../lib/csp-nonce.ts";
import { editorTheme } from "./editor-theme.ts";

/** An error in the text, from one offset to another. */
export type JsonDiagnostic = { from: number; to: number; message: string };

type JsonEditorProps = {
  id: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
  onBlur?: () => void;
  diagnostics?: readonly JsonDiagnostic[];
  readOnly?: boolean;
  minLines?: number;
};

const noDiagnostics: readonly JsonDiagnostic[] = [];

/**
 * Edits JSON text. Tab moves the focus to the next control, so that keyboard users are not trapped
 * in the editor.
 */
export function JsonEditor({
  id,
  label,
  value,
  onChange,
  onBlur,
  diagnostics = noDiagnostics,
  readOnly = false,
  minLines = 16,
}: JsonEditorProps) {
  const container = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ onChange, onBlur });
  latest.current = { onChange, onBlur };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is created once; text and diagnostics reach it through the effects below
  useEffect(() => {
    if (container.current === null) return;
    const listener = EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((step) => step.isUserEvent("sync")))
        latest.current.onChange(update.state.doc.toString());
      if (update.focusChanged && !update.view.hasFocus) latest.current.onBlur?.();
    });
    const extensions = [
      ...baseExtensions(readOnly, minLines),
      listener,
      EditorView.contentAttributes.of({ id, "aria-label": label }),
    ];
    view.current = new EditorView({
      parent: container.current,
      state: EditorState.create({ doc: value, extensions }),
    });
    return () => view.current?.destroy();
  }, [id, label, readOnly, minLines]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: value },
      userEvent: "sync",
    });
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (editor !== null)
      editor.dispatch(
        setDiagnostics(
          editor.state,
          diagnostics.map((diagnostic) => clamp(diagnostic, editor.state.doc.length)),
        ),
      );
  }, [diagnostics]);

  return <Box ref={container} sx={{ minWidth: 0 }} />;
}

function baseExtensions(readOnly: boolean, minLines: number): Extension[] {
  const nonce = cspNonce();
  return [
    ...(nonce === undefined ? [] : [EditorView.cspNonce.of(nonce)]),
    lineNumbers(),
    history(),
    json(),
    bracketMatching(),
    indentOnInput(),
    indentUnit.of("  "),
    highlightActiveLine(),
    lintGutter(),
    EditorState.readOnly.of(readOnly),
    EditorView.lineWrapping,
    keymap.of([...defaultKeymap, ...historyKeymap]),
    editorTheme(minLines),
  ];
}

/** Keeps a diagnostic within the text, which may have been edited since it was computed. */
function clamp({ from, to, message }: JsonDiagnostic, length: number): Diagnostic {
  return {
    from: Math.min(from, length),
    to: Math.min(Math.max(to, from), length),
    message,
    severity: "error",
  };
}
