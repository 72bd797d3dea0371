import { Outlet, useLocation } from "react-router";
import { Page } from "../../components/page.tsx";
import { SectionLinks } from "../../components/section-links.tsx";
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
      <SectionLinks label="Settings" sections={settingsSections} />
      <Outlet />
    </Page>
  );
}
