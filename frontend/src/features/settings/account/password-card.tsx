import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import TextField from "@mui/material/TextField";
import { type FormEvent, useState } from "react";
import { Card } from "../../../components/cards/card.tsx";
import { WaitButton } from "../../../components/wait-button.tsx";
import { messagesByField, refusalText } from "../../../lib/api/errors/problem-text.ts";
import { useMe } from "../../../lib/api/people/use-me.ts";
import { useChangePassword } from "./use-sessions.ts";

const empty = { current: "", next: "" };

/** Lets the user choose another password. */
export function PasswordCard() {
  const [values, setValues] = useState(empty);
  const change = useChangePassword();
  const email = useMe().data?.email ?? "";
  const fields = messagesByField(change.error);
  const isAboutForm = change.isError && Object.keys(fields).length === 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate(values, { onSuccess: () => setValues(empty) });
  }
  const field = (name: keyof typeof empty) => ({
    type: "password",
    value: values[name],
    error: fields[name] !== undefined,
    onChange: (event: { target: { value: string } }) =>
      setValues({ ...values, [name]: event.target.value }),
  });
  return (
    <Card title="Password">
      <Box component="form" noValidate onSubmit={submit} sx={form}>
        {isAboutForm && <Alert severity="error">{refusalText(change.error).detail}</Alert>}
        {/* Tells a password manager whose password it is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <TextField
          {...field("current")}
          label="Password until now"
          helperText={fields.current}
          slotProps={{ htmlInput: { autoComplete: "current-password", maxLength: 256 } }}
        />
        <TextField
          {...field("next")}
          label="New password"
          helperText={fields.next ?? "At least 12 characters"}
          slotProps={{ htmlInput: { autoComplete: "new-password", maxLength: 256 } }}
        />
        <div>
          <WaitButton
            error={change.error}
            type="submit"
            variant="contained"
            disabled={values.current === "" || values.next === ""}
            loading={change.isPending}
          >
            Change the password
          </WaitButton>
        </div>
      </Box>
    </Card>
  );
}

const form = { display: "grid", gap: 2, maxWidth: 380, pt: 1 } as const;
