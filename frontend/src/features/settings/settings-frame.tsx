import { Outlet, useLocation } from "react-router";
import { Page } from "../../components/page/page.tsx";
import { SectionLinks } from "../../components/page/section-links.tsx";
import { useMayEach } from "../../lib/api/people/use-may.ts";
import { settingsSections } from "./settings-sections.ts";

/** Shows the settings: links to their pages, and the one that is open. */
export function SettingsFrame() {
  const { pathname } = useLocation();
  const scopes = useMayEach(settingsSections.map(({ scope }) => scope));
  const allowed = settingsSections.filter(({ scope }) => scopes.includes(scope));
  const current = settingsSections.find(({ to }) => pathname.startsWith(to));
  return (
    <Page
      title="Settings"
      tabTitle={current === undefined ? "Settings" : `${current.label} · Settings`}
      width={960}
    >
      <SectionLinks label="Settings" sections={allowed} />
      <Outlet />
    </Page>
  );
}
