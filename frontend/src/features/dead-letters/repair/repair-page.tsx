import Skeleton from "@mui/material/Skeleton";
import { useParams } from "react-router";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { Page } from "../../../components/page/page.tsx";
import { paths } from "../../../lib/paths.ts";
import { countText } from "../../../lib/text/count-text.ts";
import { EmptyGroup } from "../empty-group.tsx";
import { RepairForm } from "./repair-form.tsx";
import { useRepairSource } from "./use-repair-source.ts";

/** The page that repairs all jobs of a group at once. */
export function RepairPage() {
  const { key = "" } = useParams();
  const { source, isEmpty, error } = useRepairSource();
  const above = <TextLink to={paths.deadLetterGroup(key)}>Back to the group</TextLink>;
  if (source !== undefined)
    return (
      <Page
        title="Repair and run again"
        subtitle={`${source.template.title} · ${countText(source.group.count, "job")} with one error`}
        above={above}
        width={1080}
      >
        <RepairForm key={source.template.version} source={source} />
      </Page>
    );
  return (
    <Page title="Repair and run again" above={above} width={1080}>
      {isEmpty && <EmptyGroup />}
      {!isEmpty && error !== null && <ErrorState error={error} />}
      {!isEmpty && error === null && <Skeleton variant="rounded" height={320} aria-busy />}
    </Page>
  );
}
