import { isRefusal } from "@formwork/contracts/client/problem-error";
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import { type FormEvent, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { WaitButton } from "../../components/wait-button.tsx";
import { messagesByField } from "../../lib/api/errors/problem-text.ts";
import { paths } from "../../lib/paths.ts";
import { AccountFrame } from "./account-frame.tsx";
import { newPasswordError } from "./credentials.ts";
import { formError } from "./form-error.ts";
import { linkFault } from "./link-fault.ts";
import { PasswordField } from "./password-field.tsx";
import { useLink } from "./use-link.ts";
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
        <CheckedForm token={token} />
      )}
    </AccountFrame>
  );
}

/** Says that a link is no good before anybody thinks of a password. */
function CheckedForm({ token }: { token: string }) {
  const link = useLink(token);
  if (link.isPending)
    return <Skeleton variant="rounded" height={72} aria-label="The link is being checked" />;
  if (link.isError)
    return (
      <Stack spacing={2}>
        <Alert severity="error">{linkFault(link.error)}</Alert>
        {!isRefusal(link.error) && <Button onClick={() => void link.refetch()}>Try again</Button>}
      </Stack>
    );
  return <PasswordForm token={token} email={link.data.email} />;
}

function PasswordForm({ token, email }: { token: string; email: string }) {
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
      {/* Tells people, and password managers, whose password it is. */}
      <TextField
        label="E-mail"
        name="email"
        autoComplete="username"
        value={email}
        slotProps={{ input: { readOnly: true } }}
      />
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
