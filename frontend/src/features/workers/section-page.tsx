import type { ReactNode } from "react";
import { Page } from "../../components/page/page.tsx";
import { SectionLinks } from "../../components/page/section-links.tsx";
import { paths } from "../../lib/paths.ts";

const sections = [
  { label: "Workers", to: paths.workers() },
  { label: "Queues", to: paths.queues },
];

type SectionProps = { title: string; subtitle: string; children: ReactNode };

/** Lays out the page of workers or that of queues, with the links that lead to both. */
export function SectionPage({ title, subtitle, children }: SectionProps) {
  return (
    <Page title={title} subtitle={subtitle}>
      <SectionLinks label="Workers and queues" sections={sections} />
      {children}
    </Page>
  );
}
