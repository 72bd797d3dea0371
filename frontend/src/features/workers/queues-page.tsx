import { QueueList } from "./queues/queue-list.tsx";
import { SectionPage } from "./section-page.tsx";

/** The page of queues. */
export function QueuesPage() {
  return (
    <SectionPage title="Queues">
      <QueueList />
    </SectionPage>
  );
}
