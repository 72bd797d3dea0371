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

export type Mark = { from: number; to: number; message: string };

type JsonEditorProps = {
  id: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
  onBlur?: () => void;
  /** What is wrong, and where. */
  marks?: readonly Mark[];
  readOnly?: boolean;
  minLines?: number;
};

const none: readonly Mark[] = [];

/**
 * An editor of JSON. Tab moves on to the next control, as everywhere: the keyboard is never caught.
 */
export function JsonEditor({
  id,
  label,
  value,
  onChange,
  onBlur,
  marks = none,
  readOnly = false,
  minLines = 16,
}: JsonEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ onChange, onBlur });
  latest.current = { onChange, onBlur };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; text and marks reach it through the effects below
  useEffect(() => {
    if (host.current === null) return;
    const listener = EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((step) => step.isUserEvent("sync")))
        latest.current.onChange(update.state.doc.toString());
      if (update.focusChanged && !update.view.hasFocus) latest.current.onBlur?.();
    });
    const extensions = [
      ...basics(readOnly, minLines),
      listener,
      EditorView.contentAttributes.of({ id, "aria-label": label }),
    ];
    view.current = new EditorView({
      parent: host.current,
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
          marks.map((mark) => diagnostic(mark, editor.state.doc.length)),
        ),
      );
  }, [marks]);

  return <Box ref={host} sx={{ minWidth: 0 }} />;
}

function basics(readOnly: boolean, minLines: number): Extension[] {
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

/** Marks are made for a text that may have been edited meanwhile. */
function diagnostic({ from, to, message }: Mark, length: number): Diagnostic {
  return {
    from: Math.min(from, length),
    to: Math.min(Math.max(to, from), length),
    message,
    severity: "error",
  };
}
