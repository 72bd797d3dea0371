import { QueueList } from "./queues/queue-list.tsx";
import { SectionPage } from "./section-page.tsx";

/** The page of queues. */
export function QueuesPage() {
  return (
    <SectionPage title="Queues" subtitle="Where jobs wait, how long, and what may start.">
      <QueueList />
    </SectionPage>
  );
}
