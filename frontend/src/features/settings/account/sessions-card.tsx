import type { OpenSession } from "@formwork/contracts/person";
import Button from "@mui/material/Button";
import { Card } from "../../../components/cards/card.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { LoadingRows, Row, Rows } from "../rows.tsx";
import { deviceName } from "./device-name.ts";
import { useEndSession, useSessions } from "./use-sessions.ts";

/** Shows where the user is signed in; each other session can be ended. */
export function SessionsCard() {
  const sessions = useSessions();
  if (sessions.isError && !sessions.data)
    return <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />;
  return (
    <Card flush title="Where you are signed in">
      {sessions.data === undefined ? (
        <LoadingRows />
      ) : (
        <Rows label="Where you are signed in">
          {sessions.data.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </Rows>
      )}
    </Card>
  );
}

function SessionRow({ session }: { session: OpenSession }) {
  const end = useEndSession();
  const { id, current, device, address, lastSeenAt, createdAt, expiresAt } = session;
  const name = deviceName(device);
  return (
    <Row
      name={current ? `${name} (this one)` : name}
      actions={
        !current && (
          <Button
            color="error"
            aria-label={`Sign out ${name}${address === null ? "" : ` at ${address}`}`}
            loading={end.isPending}
            onClick={() => end.mutate(id)}
          >
            Sign out
          </Button>
        )
      }
    >
      {address !== null && `${address} · `}
      {createdAt !== null && (
        <>
          signed in <RelativeTime at={createdAt} />
          {" · "}
        </>
      )}
      {lastSeenAt !== null && (
        <>
          used <RelativeTime at={lastSeenAt} />
          {" · "}
        </>
      )}
      ends <RelativeTime at={expiresAt} upcoming />
    </Row>
  );
}
