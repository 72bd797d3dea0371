import DnsOutlined from "@mui/icons-material/DnsOutlined";
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import { useSearchParams } from "react-router";
import { EmptyState } from "../../../components/fallbacks/empty-state.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { useTemplateTitles } from "../../../lib/api/templates/use-template-titles.ts";
import { LoadingRows, Rows } from "../rows.tsx";
import { useWorkers } from "./use-workers.ts";
import { WorkerRow } from "./worker-row.tsx";

/** Lists the workers, those that run first. The address may name one, which is marked. */
export function WorkerList() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useWorkers();
  const titles = useTemplateTitles();
  const [search] = useSearchParams();
  const wanted = search.get("worker");
  if (data === undefined)
    return error === null ? (
      <LoadingRows label="Workers" />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    );
  if (data.length === 0) return <NoWorkers />;
  const isMissing = wanted !== null && !hasNextPage && data.every(({ id }) => id !== wanted);
  return (
    <>
      {isMissing && <GoneWorker id={wanted} />}
      <Rows label="Workers">
        {data.map((worker) => (
          <WorkerRow
            key={worker.id}
            worker={worker}
            isMarked={worker.id === wanted}
            titleOf={(template) => titles.get(template) ?? template}
          />
        ))}
      </Rows>
      {hasNextPage && (
        <Button
          sx={{ mt: 2 }}
          color="inherit"
          variant="outlined"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show more workers
        </Button>
      )}
    </>
  );
}

function NoWorkers() {
  return (
    <EmptyState icon={DnsOutlined} title="No worker runs">
      Jobs wait until one does. Start one with <code>formwork worker</code>; <code>npm start</code>{" "}
      has one of its own.
    </EmptyState>
  );
}

function GoneWorker({ id }: { id: string }) {
  return (
    <Alert severity="info" sx={{ mb: 2, overflowWrap: "anywhere" }}>
      The worker {id} is not in the list: it went offline more than a day ago, or was taken out.
    </Alert>
  );
}
