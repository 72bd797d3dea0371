import Box from "@mui/material/Box";
import { useEffect, useRef } from "react";
import { NavLink, useLocation } from "react-router";
import { showInStrip } from "../show-in-strip.ts";

type LinksProps = {
  /** What the pages have in common. */
  label: string;
  sections: readonly { to: string; label: string }[];
};

/** Links pages that belong together. It looks like tabs, without the code of tabs. */
export function SectionLinks({ label, sections }: LinksProps) {
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page or other links move the current one
  useEffect(() => showInStrip(nav.current, "[aria-current]"), [pathname, sections.length]);
  return (
    <Box component="nav" ref={nav} aria-label={label} sx={bar}>
      {sections.map((section) => (
        <NavLink key={section.to} to={section.to} end>
          {section.label}
        </NavLink>
      ))}
    </Box>
  );
}

const bar = {
  // The place of a link is told from the bar.
  position: "relative",
  display: "flex",
  // On a phone they are moved sideways.
  overflowX: "auto",
  overflowY: "hidden",
  mb: 2,
  borderBottom: 1,
  borderColor: "divider",
  "& a": {
    px: { xs: 1.5, sm: 2 },
    whiteSpace: "nowrap",
    py: 1.25,
    mb: "-1px",
    borderBottom: 2,
    borderColor: "transparent",
    color: "text.secondary",
    fontSize: "0.875rem",
    fontWeight: 500,
    textDecoration: "none",
  },
  "& a:hover": { color: "text.primary" },
  "& a[aria-current]": { color: "primary.main", borderColor: "primary.main" },
};
