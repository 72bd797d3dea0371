import Alert from "@mui/material/Alert";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import { type SubmitEvent, useState } from "react";
import { WaitButton } from "../../components/wait-button.tsx";
import { messagesByField } from "../../lib/api/errors/problem-text.ts";
import { type CredentialErrors, type Credentials, checkCredentials } from "./credentials.ts";
import { formError } from "./form-error.ts";
import { PasswordField } from "./password-field.tsx";

type FormProps = {
  button: string;
  isNew: boolean;
  pending: boolean;
  /** What the server answered with to the last try. */
  error: unknown;
  onSubmit: (credentials: Credentials) => void;
};

/** Takes e-mail and password, and shows the errors found here or by the server. */
export function CredentialsForm({ button, isNew, pending, error, onSubmit }: FormProps) {
  const [values, setValues] = useState<Credentials>({ email: "", password: "" });
  const [localErrors, setLocalErrors] = useState<CredentialErrors>({});
  const shown: CredentialErrors = { ...messagesByField(error), ...localErrors };
  const message = formError(error);
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
      {message !== null && <Alert severity="error">{message}</Alert>}
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
      <WaitButton error={error} type="submit" variant="contained" size="medium" loading={pending}>
        {button}
      </WaitButton>
    </Stack>
  );
}
