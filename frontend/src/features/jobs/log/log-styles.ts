import type { Theme } from "@mui/material/styles";

/**
 * Styles log lines by class names, which cost less than a styled element per line. Terminal colours
 * are mapped to colours of the theme, so that they are readable in both schemes.
 */
export function logStyles(theme: Theme) {
  const { text, state, divider } = (theme.vars ?? theme).palette;
  return {
    "& .line": {
      display: "flex",
      gap: "10px",
      padding: "0 16px",
      whiteSpace: "pre-wrap",
      overflowWrap: "anywhere",
      minHeight: 20,
    },
    "& .line:hover": { backgroundColor: (theme.vars ?? theme).palette.action.hover },
    "& .first-of-attempt": {
      borderTop: `1px dashed ${divider}`,
      marginTop: "4px",
      paddingTop: "4px",
    },
    "& .source": { flex: "none", width: 22, color: text.secondary, userSelect: "none" },
    "& time": { flex: "none", color: text.secondary },
    "& .text": { minWidth: 0 },
    "& .stderr .source, & .stderr .text": { color: state.failed },
    "& .system .text": { color: text.secondary, fontStyle: "italic" },
    "& .bold": { fontWeight: 700 },
    "& .dim": { opacity: 0.7 },
    "& .black, & .bright-black": { color: text.secondary },
    "& .red, & .bright-red": { color: state.failed },
    "& .green, & .bright-green": { color: state.succeeded },
    "& .yellow, & .bright-yellow": { color: state.retrying },
    "& .blue, & .bright-blue, & .cyan, & .bright-cyan": { color: state.running },
    "& .magenta, & .bright-magenta": { color: state.scheduled },
    "& .white, & .bright-white": { color: text.primary },
    "& mark": {
      backgroundColor: state.retrying,
      color: (theme.vars ?? theme).palette.background.paper,
      borderRadius: 2,
    },
  } as const;
}
