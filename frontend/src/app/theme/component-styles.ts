import type { Components, Theme } from "@mui/material/styles";

const monospaceFonts =
  'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** Default properties and styles of MUI components: small, flat, outlined. */
export const componentStyles: Components<Theme> = {
  MuiCssBaseline: {
    styleOverrides: {
      ":root": { "--fw-mono": monospaceFonts },
      "code, pre, kbd": { fontFamily: "var(--fw-mono)" },
    },
  },
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    styleOverrides: { root: { fontFamily: "inherit" } },
  },
  MuiButton: {
    defaultProps: { size: "small", disableElevation: true },
    styleOverrides: { root: buttonStyles },
  },
  MuiIconButton: { defaultProps: { size: "small" } },
  MuiTextField: { defaultProps: { size: "small", fullWidth: true } },
  MuiFormControl: { defaultProps: { size: "small" } },
  MuiSelect: { defaultProps: { size: "small" } },
  MuiAutocomplete: { defaultProps: { size: "small" }, styleOverrides: { paper: popoverStyles } },
  MuiOutlinedInput: { styleOverrides: { root: { fontSize: "0.875rem" } } },
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: { root: { backgroundImage: "none" } },
  },
  MuiCard: { defaultProps: { variant: "outlined" } },
  MuiMenu: { styleOverrides: { paper: popoverStyles } },
  MuiPopover: { styleOverrides: { paper: popoverStyles } },
  MuiMenuItem: { styleOverrides: { root: { fontSize: "0.875rem", minHeight: 34 } } },
  MuiDialog: { styleOverrides: { paper: popoverStyles } },
  MuiTooltip: {
    defaultProps: { enterDelay: 400, disableInteractive: true },
    styleOverrides: { tooltip: { fontSize: "0.75rem", fontWeight: 450 } },
  },
  MuiLink: { defaultProps: { underline: "hover" } },
  MuiChip: { styleOverrides: { root: { borderRadius: 6, fontWeight: 450 } } },
  MuiTab: { styleOverrides: { root: { minHeight: 40, paddingBlock: 8, fontSize: "0.875rem" } } },
  MuiTabs: { styleOverrides: { root: { minHeight: 40 } } },
  MuiAlert: { styleOverrides: { root: { alignItems: "center" } } },
  MuiLinearProgress: { styleOverrides: { root: { borderRadius: 4 } } },
};

/**
 * Styles buttons. One that is outlined and has no colour gets the border of an input, not one in
 * the colour of its text.
 */
function buttonStyles({ theme }: { theme: Theme }) {
  const inputBorder = {
    borderColor: `color-mix(in srgb, ${theme.vars?.palette.text.primary} 24%, transparent)`,
  };
  return {
    minHeight: 32,
    paddingInline: 12,
    variants: [
      { props: { variant: "outlined" as const, color: "inherit" as const }, style: inputBorder },
    ],
  };
}

function popoverStyles({ theme }: { theme: Theme }) {
  return {
    border: `1px solid ${theme.vars?.palette.divider}`,
    boxShadow: "0 8px 28px rgb(0 0 0 / 0.16)",
  };
}
