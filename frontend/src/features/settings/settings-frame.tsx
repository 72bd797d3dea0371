import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import { Link, Outlet, useLocation } from "react-router";
import { Page } from "../../components/page.tsx";
import { settingsSections } from "./settings-sections.ts";

/** Shows the settings: links to their pages, and the one that is open. */
export function SettingsFrame() {
  const { pathname } = useLocation();
  const current = settingsSections.find(({ to }) => pathname.startsWith(to));
  return (
    <Page
      title="Settings"
      tabTitle={current === undefined ? "Settings" : `${current.label} · Settings`}
      width={960}
    >
      <Box component="nav" aria-label="Settings" sx={bar}>
        {settingsSections.map(({ to, label }) => (
          <ButtonBase
            key={to}
            component={Link}
            to={to}
            aria-current={to === current?.to ? "page" : undefined}
            sx={link}
          >
            {label}
          </ButtonBase>
        ))}
      </Box>
      <Outlet />
    </Page>
  );
}

const bar = {
  display: "flex",
  gap: 0.5,
  mb: 2.5,
  overflowX: "auto",
  borderBottom: 1,
  borderColor: "divider",
} as const;

const link = {
  px: 1.5,
  minHeight: 40,
  fontWeight: 500,
  fontSize: "0.875rem",
  color: "text.secondary",
  borderBottom: 2,
  borderColor: "transparent",
  "&:hover": { color: "text.primary" },
  "&[aria-current=page]": { color: "text.primary", borderColor: "primary.main" },
} as const;
