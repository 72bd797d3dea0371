import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import { type SubmitEvent, useState } from "react";
import { type CredentialErrors, type Credentials, checkCredentials } from "./credentials.ts";
import { PasswordField } from "./password-field.tsx";

type FormProps = {
  button: string;
  isNew: boolean;
  pending: boolean;
  /** The server's errors about fields. */
  fieldErrors: CredentialErrors;
  /** The server's error about the form as a whole. */
  formError: string | null;
  onSubmit: (credentials: Credentials) => void;
};

/** Takes e-mail and password, and shows the errors found here or by the server. */
export function CredentialsForm({
  button,
  isNew,
  pending,
  fieldErrors,
  formError,
  onSubmit,
}: FormProps) {
  const [values, setValues] = useState<Credentials>({ email: "", password: "" });
  const [localErrors, setLocalErrors] = useState<CredentialErrors>({});
  const shown = { ...fieldErrors, ...localErrors };
  const set = (field: keyof Credentials) => (value: string) =>
    setValues((previous) => ({ ...previous, [field]: value }));

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const errors = checkCredentials(values, isNew);
    setLocalErrors(errors);
    if (Object.keys(errors).length === 0) onSubmit(values);
  }

  return (
    <Stack component="form" noValidate spacing={2} onSubmit={submit}>
      {formError !== null && <Alert severity="error">{formError}</Alert>}
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
        error={shown.password}
        onChange={set("password")}
      />
      <Button type="submit" variant="contained" size="medium" loading={pending}>
        {button}
      </Button>
    </Stack>
  );
}
