import Alert from "@mui/material/Alert";
import Stack from "@mui/material/Stack";
import { type FormEvent, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { WaitButton } from "../../components/wait-button.tsx";
import { messagesByField } from "../../lib/api/problem-text.ts";
import { paths } from "../../lib/paths.ts";
import { AccountFrame } from "./account-frame.tsx";
import { newPasswordError } from "./credentials.ts";
import { formError } from "./form-error.ts";
import { PasswordField } from "./password-field.tsx";
import { useAccept } from "./use-session.ts";

/**
 * The page behind an invitation or reset link, on which a user chooses a password. The token stands
 * after the `#` of the address, which browsers send to no server.
 */
export function AcceptPage() {
  const token = useLocation().hash.slice(1);
  return (
    <AccountFrame title="Choose a password" lead="It signs you in here, and out everywhere else.">
      {token === "" ? (
        <Alert severity="warning">
          This address lacks its token. Open the whole link that you were given.
        </Alert>
      ) : (
        <PasswordForm token={token} />
      )}
    </AccountFrame>
  );
}

function PasswordForm({ token }: { token: string }) {
  const [password, setPassword] = useState("");
  const [isTried, setTried] = useState(false);
  const accept = useAccept();
  const navigate = useNavigate();
  const fault = newPasswordError(password);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (fault !== undefined) return;
    // Replaces the entry in the history, so that the link is not kept there.
    accept.mutate(
      { token, password },
      { onSuccess: () => void navigate(paths.home, { replace: true }) },
    );
  }
  const message = formError(accept.error);
  return (
    <Stack component="form" noValidate spacing={2} onSubmit={submit}>
      {message !== null && <Alert severity="error">{message}</Alert>}
      <PasswordField
        isNew
        value={password}
        error={(isTried ? fault : undefined) ?? messagesByField(accept.error).password}
        onChange={setPassword}
      />
      <WaitButton
        error={accept.error}
        type="submit"
        variant="contained"
        size="medium"
        loading={accept.isPending}
      >
        Set the password
      </WaitButton>
    </Stack>
  );
}
