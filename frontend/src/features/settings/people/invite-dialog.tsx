import { type Role, roles, type Sight, sights } from "@formwork/contracts/account";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { FormDialog } from "../../../components/dialogs/form-dialog.tsx";
import { messagesByField, problemText } from "../../../lib/api/errors/problem-text.ts";
import { roleText, sightText } from "./role-text.ts";
import { useInvite } from "./use-people-orders.ts";

type DialogProps = {
  onInvited: (made: { email: string; link: string }) => void;
  onClose: () => void;
};

/** Asks whom to invite, and as what. */
export function InviteDialog({ onInvited, onClose }: DialogProps) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("operator");
  const [sees, setSees] = useState<Sight>("own");
  const invite = useInvite();
  const fields = messagesByField(invite.error);
  const isAboutForm = invite.isError && fields.email === undefined;
  return (
    <FormDialog
      title="Invite somebody"
      action="Make the link"
      isPending={invite.isPending}
      error={isAboutForm ? problemText(invite.error).detail : null}
      onSubmit={() =>
        invite.mutate(
          { email: email.trim(), role, sees },
          { onSuccess: ({ user, link }) => onInvited({ email: user.email, link }) },
        )
      }
      onClose={onClose}
    >
      <TextField
        autoFocus
        label="E-mail"
        type="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={fields.email !== undefined}
        helperText={fields.email ?? "To sign in with; Formwork sends no mail"}
        slotProps={{ htmlInput: { maxLength: 254, autoComplete: "off" } }}
      />
      <TextField
        select
        label="Role"
        value={role}
        onChange={({ target }) => {
          const to = roles.find((one) => one === target.value) ?? role;
          setRole(to);
          // Most viewers are there to watch.
          if (to === "viewer") setSees("all");
        }}
        helperText={roleText[role]}
      >
        {roles.map((one) => (
          <MenuItem key={one} value={one}>
            {one}
          </MenuItem>
        ))}
      </TextField>
      {(role === "viewer" || role === "operator") && (
        <TextField
          select
          label="Sees"
          value={sees}
          onChange={({ target }) => setSees(sights.find((one) => one === target.value) ?? sees)}
          helperText={
            role === "viewer" && sees === "own"
              ? "A viewer runs nothing, and so sees no jobs without everybody's"
              : "Whose jobs and schedules; it can be changed later"
          }
        >
          {sights.map((one) => (
            <MenuItem key={one} value={one}>
              {sightText[one]}
            </MenuItem>
          ))}
        </TextField>
      )}
    </FormDialog>
  );
}
