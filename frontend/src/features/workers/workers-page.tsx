import { WorkerList } from "./list/worker-list.tsx";
import { SectionPage } from "./section-page.tsx";

/** The page of workers. */
export function WorkersPage() {
  return (
    <SectionPage title="Workers" subtitle="Processes that run jobs, and what they run now.">
      <WorkerList />
    </SectionPage>
  );
}
