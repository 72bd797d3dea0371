import { MissingState } from "../components/fallbacks/missing-state.tsx";
import { usePageTitle } from "../components/page/use-page-title.ts";
import { paths } from "../lib/paths.ts";

/** The page of an address that does not exist. */
export function NotFoundPage() {
  usePageTitle("Not found");
  return (
    <MissingState title="There is nothing here" to={paths.home} label="To the templates">
      The address may be mistyped, or what it named has been deleted.
    </MissingState>
  );
}
