import type { Person } from "@formwork/contracts/person";
import Button from "@mui/material/Button";
import { useState } from "react";
import { Card } from "../../../components/cards/card.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { usePeople } from "../../../lib/api/people/use-people.ts";
import { OnceDialog } from "../once-dialog.tsx";
import { LoadingRows, Rows } from "../rows.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { PersonRow } from "./person-row.tsx";

type Link = { email: string; link: string };

/** The page on which an admin says who may use Formwork. */
export function PeoplePage() {
  const people = usePeople();
  const mayChange = useMay("users:write");
  const [isInviting, setInviting] = useState(false);
  const [made, setMade] = useState<Link | null>(null);
  if (people.isError && !people.data)
    return <ErrorState error={people.error} onRetry={() => void people.refetch()} />;
  return (
    <Card
      flush
      title="People"
      actions={
        mayChange && (
          <Button variant="contained" onClick={() => setInviting(true)}>
            Invite
          </Button>
        )
      }
    >
      {people.data ? <List people={people.data} onLink={setMade} /> : <LoadingRows />}
      {isInviting && (
        <InviteDialog
          onInvited={(link) => {
            setInviting(false);
            setMade(link);
          }}
          onClose={() => setInviting(false)}
        />
      )}
      {made !== null && <LinkDialog {...made} onClose={() => setMade(null)} />}
    </Card>
  );
}

function List({ people, onLink }: { people: Person[]; onLink: (link: Link) => void }) {
  return (
    <Rows label="People">
      {people.map((person) => (
        <PersonRow
          key={person.id}
          person={person}
          onLink={(link) => onLink({ email: person.email, link })}
        />
      ))}
    </Rows>
  );
}

function LinkDialog({ email, link, onClose }: Link & { onClose: () => void }) {
  return (
    <OnceDialog
      title={`Link for ${email}`}
      text="Hand it over on a way that you trust: whoever opens it chooses the password. It works once, and is not shown again."
      label="Link"
      value={link}
      onClose={onClose}
    />
  );
}
