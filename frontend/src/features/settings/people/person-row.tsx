import { roles, sights } from "@formwork/contracts/account";
import type { Person } from "@formwork/contracts/person";
import Button from "@mui/material/Button";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/dialogs/confirm-dialog.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { useMe } from "../../../lib/api/people/use-me.ts";
import { Row } from "../rows.tsx";
import { sightText } from "./role-text.ts";
import { usePersonOrder, useReset } from "./use-people-orders.ts";

type RowProps = { person: Person; onLink: (link: string) => void };

/** Shows a user, and what an admin may do with one. */
export function PersonRow({ person, onLink }: RowProps) {
  const isMe = useMe().data?.id === person.id;
  const mayChange = useMay("users:write");
  return (
    <Row
      name={isMe ? `${person.email} (you)` : person.email}
      actions={mayChange ? <Actions {...{ person, onLink }} /> : person.role}
    >
      <State person={person} />
    </Row>
  );
}

function State({ person }: { person: Person }) {
  const { disabled, invited, linked, linkExpiresAt, lastSeenAt } = person;
  if (disabled) return "Disabled: cannot sign in";
  const link = linkExpiresAt !== null && (
    <>
      link ends <RelativeTime at={linkExpiresAt} upcoming />
    </>
  );
  if (invited) return <>Invited; {link || "the link is too old, make a new one"}</>;
  return (
    <>
      {lastSeenAt === null ? (
        "Not seen yet"
      ) : (
        <>
          Seen <RelativeTime at={lastSeenAt} />
        </>
      )}
      {linked && "; signs in with the provider"}
      {link && <>; {link}</>}
    </>
  );
}

const endsAccess =
  "All sessions and API keys end at once. Jobs go on. Schedules are paused until somebody resumes them.";

/** What is asked about before it is done. */
const questions = {
  disable: { verb: "Disable", text: endsAccess },
  remove: { verb: "Remove", text: endsAccess },
  unlink: {
    verb: "Disconnect",
    text: "The user signs in with the password alone from then on. All sessions end at once.",
  },
} as const;

function Actions({ person, onLink }: RowProps) {
  const { id, email, disabled, invited, linked } = person;
  const order = usePersonOrder();
  const reset = useReset();
  const [asks, setAsks] = useState<keyof typeof questions | null>(null);
  const { verb, text } = questions[asks ?? "disable"];
  const setDisabled = (to: boolean) =>
    order.mutate({
      ...{ do: "change", id, change: { disabled: to } },
      done: `${email} is ${to ? "disabled" : "enabled"}`,
    });
  function confirm(): void {
    setAsks(null);
    if (asks === "disable") setDisabled(true);
    if (asks === "remove") order.mutate({ do: "remove", id, done: `${email} is removed` });
    if (asks === "unlink") order.mutate({ do: "unlink", id, done: `${email} is disconnected` });
  }
  return (
    <>
      <RolePicker person={person} order={order} />
      <SightPicker person={person} order={order} />
      {!disabled && (
        <Button
          aria-label={`${invited ? "New link" : "Reset password"}: ${email}`}
          loading={reset.isPending}
          onClick={() => reset.mutate(id, { onSuccess: ({ link }) => onLink(link) })}
        >
          {invited ? "New link" : "Reset password"}
        </Button>
      )}
      {linked && (
        <Button
          color="inherit"
          aria-label={`Disconnect ${email} from the provider`}
          onClick={() => setAsks("unlink")}
        >
          Disconnect
        </Button>
      )}
      <Button
        color="inherit"
        aria-label={`${disabled ? "Enable" : "Disable"} ${email}`}
        onClick={() => (disabled ? setDisabled(false) : setAsks("disable"))}
      >
        {disabled ? "Enable" : "Disable"}
      </Button>
      <Button color="error" aria-label={`Remove ${email}`} onClick={() => setAsks("remove")}>
        Remove
      </Button>
      <ConfirmDialog
        open={asks !== null}
        title={`${verb} ${email}?`}
        text={text}
        action={verb}
        onConfirm={confirm}
        onClose={() => setAsks(null)}
      />
    </>
  );
}

/** Authors and admins see everybody's jobs: nothing is granted to them. */
function SightPicker({
  person: { id, email, role, sees },
  order,
}: {
  person: Person;
  order: ReturnType<typeof usePersonOrder>;
}) {
  const isGranted = role === "author" || role === "admin";
  return (
    <TextField
      select
      size="small"
      value={sees}
      disabled={order.isPending || isGranted}
      onChange={({ target }) => {
        const to = sights.find((one) => one === target.value) ?? sees;
        const done = `${email} sees ${sightText[to]} now`;
        order.mutate({ do: "change", id, change: { sees: to }, done });
      }}
      slotProps={{ select: { SelectDisplayProps: { "aria-label": `Jobs that ${email} sees` } } }}
      sx={{ width: 168 }}
    >
      {sights.map((one) => (
        <MenuItem key={one} value={one}>
          Sees {sightText[one]}
        </MenuItem>
      ))}
    </TextField>
  );
}

function RolePicker({
  person: { id, email, role },
  order,
}: {
  person: Person;
  order: ReturnType<typeof usePersonOrder>;
}) {
  return (
    <TextField
      select
      size="small"
      value={role}
      disabled={order.isPending}
      onChange={({ target }) => {
        const to = roles.find((one) => one === target.value) ?? role;
        order.mutate({ do: "change", id, change: { role: to }, done: `${email} is ${to} now` });
      }}
      slotProps={{ select: { SelectDisplayProps: { "aria-label": `Role of ${email}` } } }}
      sx={{ width: 116 }}
    >
      {roles.map((one) => (
        <MenuItem key={one} value={one}>
          {one}
        </MenuItem>
      ))}
    </TextField>
  );
}
