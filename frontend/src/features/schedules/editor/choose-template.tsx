import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useTemplateRights } from "../../../lib/api/templates/use-template-rights.ts";
import { paths } from "../../../lib/paths.ts";

/** Asks which template is to be scheduled. */
export function ChooseTemplate() {
  const navigate = useNavigate();
  const { mayRun } = useTemplateRights();
  const templates = useQuery({
    queryKey: queryKeys.templates.list({ schedulable: true }),
    queryFn: ({ signal }) =>
      readAllPages((paging) => client.call("templates.list", { query: paging, signal })),
  });
  if (templates.isError)
    return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />;
  return (
    <Autocomplete
      openOnFocus
      options={(templates.data ?? []).filter(({ name }) => mayRun(name))}
      loading={templates.isPending}
      getOptionLabel={({ title }) => title}
      getOptionKey={({ name }) => name}
      onChange={(_, chosen) =>
        chosen !== null && navigate(paths.newSchedule(chosen.name), { replace: true })
      }
      sx={{ maxWidth: 480 }}
      noOptionsText="No template matches"
      renderInput={(params) => (
        <TextField {...params} label="What is to be run? Choose a template" autoFocus />
      )}
    />
  );
}
