import { Page } from "../../components/page.tsx";
import { WorkerList } from "./list/worker-list.tsx";

/** The page of workers. */
export function WorkersPage() {
  return (
    <Page title="Workers" subtitle="Processes that run jobs, and what they run now.">
      <WorkerList />
    </Page>
  );
}
