import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { usePageTitle } from "./use-page-title.ts";

type PageProps = {
  title: string;
  /** Title of the browser tab, where it says more than that of the page. */
  tabTitle?: string;
  /** Links that stand above the title. */
  above?: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  width?: number | "full";
};

/** Lays out a page: title (also that of the browser tab), actions beside it, content below. */
export function Page({
  title,
  tabTitle = title,
  above,
  subtitle,
  actions,
  children,
  width = 1240,
}: PageProps) {
  usePageTitle(tabTitle);
  return (
    <Box
      sx={{
        maxWidth: width === "full" ? "none" : width,
        mx: "auto",
        px: { xs: 2, sm: 3 },
        py: { xs: 2, sm: 3 },
      }}
    >
      <Stack
        direction="row"
        sx={{
          alignItems: "flex-start",
          justifyContent: "space-between",
          gap: 2,
          mb: 2.5,
          flexWrap: "wrap",
        }}
      >
        <Box sx={{ minWidth: 0 }}>
          {above}
          <Typography variant="h1">{title}</Typography>
          {subtitle !== undefined && (
            <Typography component="div" sx={{ color: "text.secondary", mt: 0.5 }}>
              {subtitle}
            </Typography>
          )}
        </Box>
        {actions}
      </Stack>
      {children}
    </Box>
  );
}
