import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import { type SubmitEvent, useState } from "react";
import { type Credentials, checkCredentials, type Faults } from "./credentials.ts";
import { PasswordField } from "./password-field.tsx";

type FormProps = {
  button: string;
  isNew: boolean;
  pending: boolean;
  /** What the server said about the fields, and about the whole. */
  faults: Faults;
  failure: string | null;
  onSubmit: (credentials: Credentials) => void;
};

/** E-mail and password, checked here first; what the server finds is shown at the same places. */
export function CredentialsForm({ button, isNew, pending, faults, failure, onSubmit }: FormProps) {
  const [values, setValues] = useState<Credentials>({ email: "", password: "" });
  const [found, setFound] = useState<Faults>({});
  const shown = { ...faults, ...found };
  const set = (field: keyof Credentials) => (value: string) =>
    setValues((before) => ({ ...before, [field]: value }));

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const faultsNow = checkCredentials(values, isNew);
    setFound(faultsNow);
    if (Object.keys(faultsNow).length === 0) onSubmit(values);
  }

  return (
    <Stack component="form" noValidate spacing={2} onSubmit={submit}>
      {failure !== null && <Alert severity="error">{failure}</Alert>}
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        value={values.email}
        onChange={(event) => set("email")(event.target.value)}
        error={shown.email !== undefined}
        helperText={shown.email}
      />
      <PasswordField
        isNew={isNew}
        value={values.password}
        fault={shown.password}
        onChange={set("password")}
      />
      <Button type="submit" variant="contained" size="medium" loading={pending}>
        {button}
      </Button>
    </Stack>
  );
}
