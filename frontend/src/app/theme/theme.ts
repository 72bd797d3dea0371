import type { JobState } from "@formwork/contracts/states";
import { createTheme, type PaletteOptions } from "@mui/material/styles";
import type {} from "@mui/material/themeCssVarsAugmentation";
import { componentStyles } from "./component-styles.ts";
import { dark, light } from "./palette.ts";

declare module "@mui/material/styles" {
  interface Palette {
    state: Record<JobState, string>;
  }
  interface PaletteOptions {
    state: Record<JobState, string>;
  }
}

function palette(scheme: typeof light): PaletteOptions {
  return {
    primary: { main: scheme.accent, dark: scheme.accentHover, contrastText: scheme.onAccent },
    error: { main: scheme.states.failed },
    warning: { main: scheme.states.retrying },
    success: { main: scheme.states.succeeded },
    info: { main: scheme.states.running },
    background: { default: scheme.page, paper: scheme.paper },
    text: { primary: scheme.text, secondary: scheme.secondaryText },
    divider: scheme.divider,
    state: scheme.states,
  };
}

const fontFamily = '"Inter Variable", system-ui, sans-serif';

/**
 * The MUI theme: 14 px text, borders instead of shadows, one accent colour. Light and dark differ in
 * CSS variables only.
 */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: "data" },
  focusVisible: true,
  colorSchemes: { light: { palette: palette(light) }, dark: { palette: palette(dark) } },
  shape: { borderRadius: 8 },
  typography: {
    fontFamily,
    h1: { fontSize: "1.375rem", fontWeight: 650, lineHeight: 1.3, letterSpacing: "-0.015em" },
    h2: { fontSize: "1rem", fontWeight: 600, lineHeight: 1.4, letterSpacing: "-0.006em" },
    h3: { fontSize: "0.875rem", fontWeight: 600, lineHeight: 1.45 },
    body1: { fontSize: "0.875rem", lineHeight: 1.55 },
    body2: { fontSize: "0.8125rem", lineHeight: 1.5 },
    caption: { fontSize: "0.75rem", lineHeight: 1.4 },
    button: { fontSize: "0.8125rem", fontWeight: 550, textTransform: "none", letterSpacing: 0 },
  },
  components: componentStyles,
});
