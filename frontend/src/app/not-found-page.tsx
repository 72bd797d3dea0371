import SearchOff from "@mui/icons-material/SearchOff";
import { EmptyState } from "../components/empty-state.tsx";
import { LinkButton } from "../components/link-components.tsx";
import { usePageTitle } from "../components/use-page-title.ts";
import { paths } from "../lib/paths.ts";

/** The page of an address that does not exist. */
export function NotFoundPage() {
  usePageTitle("Not found");
  return (
    <EmptyState
      icon={SearchOff}
      title="There is nothing here"
      action={
        <LinkButton to={paths.home} variant="outlined">
          To the templates
        </LinkButton>
      }
    >
      The address may be mistyped, or what it named has been deleted.
    </EmptyState>
  );
}
