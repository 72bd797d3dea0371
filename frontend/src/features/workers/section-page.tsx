import Box from "@mui/material/Box";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Page } from "../../components/page.tsx";
import { paths } from "../../lib/paths.ts";

const sections = [
  {
    title: "Workers",
    to: paths.workers(),
    subtitle: "Processes that run jobs, and what they run now.",
  },
  { title: "Queues", to: paths.queues, subtitle: "Where jobs wait, how long, and what may start." },
] as const;

type SectionProps = { title: (typeof sections)[number]["title"]; children: ReactNode };

/** Lays out the page of workers or that of queues, with the links that lead to both. */
export function SectionPage({ title, children }: SectionProps) {
  const section = sections.find((one) => one.title === title) ?? sections[0];
  return (
    <Page title={title} subtitle={section.subtitle}>
      <Box component="nav" aria-label="Workers and queues" sx={bar}>
        {sections.map(({ title: name, to }) => (
          <Link key={name} to={to} aria-current={name === title ? "page" : undefined}>
            {name}
          </Link>
        ))}
      </Box>
      {children}
    </Page>
  );
}

/** Links that look like tabs, without the code of tabs. */
const bar = {
  display: "flex",
  mb: 2,
  borderBottom: 1,
  borderColor: "divider",
  "& a": {
    px: 2,
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
