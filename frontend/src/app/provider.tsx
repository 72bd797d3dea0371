import createCache from "@emotion/cache";
import { CacheProvider } from "@emotion/react";
import CssBaseline from "@mui/material/CssBaseline";
import { ThemeProvider } from "@mui/material/styles";
import { QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { createQueryClient } from "../lib/api/query-client.ts";
import { cspNonce } from "../lib/csp-nonce.ts";
import { theme } from "./theme/theme.ts";

const nonce = cspNonce();
const styles = createCache({ key: "fw", ...(nonce === undefined ? {} : { nonce }) });
const queries = createQueryClient();

/** Provides styles, theme and query cache: the contexts that do not need the router. */
export function Provider({ children }: { children: ReactNode }) {
  return (
    <CacheProvider value={styles}>
      <ThemeProvider theme={theme} noSsr>
        <CssBaseline enableColorScheme />
        <QueryClientProvider client={queries}>{children}</QueryClientProvider>
      </ThemeProvider>
    </CacheProvider>
  );
}
