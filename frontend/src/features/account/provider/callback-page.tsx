import Alert from "@mui/material/Alert";
import CircularProgress from "@mui/material/CircularProgress";
import Stack from "@mui/material/Stack";
import { useEffect, useRef } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { LinkButton } from "../../../components/link-components.tsx";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { paths, returnPath } from "../../../lib/paths.ts";
import { AccountFrame } from "../account-frame.tsx";
import { useFinishWithProvider } from "../use-session.ts";
import { returnPlace } from "./return-place.ts";

/** The page that the OpenID provider sends the browser back to: it signs in, and goes on. */
export function CallbackPage() {
  const [search] = useSearchParams();
  const finish = useFinishWithProvider();
  const navigate = useNavigate();
  const isSent = useRef(false);
  useEffect(() => {
    // What the provider gave is good once.
    if (isSent.current) return;
    isSent.current = true;
    finish.mutate(callbackOf(search), {
      // Replaces the entry in the history, so that the address is not kept there.
      onSuccess: () => void navigate(returnPath(returnPlace.take()), { replace: true }),
    });
  }, [search, finish, navigate]);
  return (
    <AccountFrame title="Sign in to Formwork" lead="With your account elsewhere.">
      {finish.isError ? (
        <Stack spacing={2}>
          <Alert severity="error">
            {problemText(finish.error).detail || problemText(finish.error).title}
          </Alert>
          <LinkButton to={paths.signIn()} variant="contained" size="medium">
            Back to the sign-in
          </LinkButton>
        </Stack>
      ) : (
        <Stack direction="row" spacing={1.5} role="status" sx={{ alignItems: "center" }}>
          <CircularProgress size={18} aria-hidden />
          <span>Signing you in …</span>
        </Stack>
      )}
    </AccountFrame>
  );
}

const known = ["code", "state", "iss", "error", "error_description"] as const;

/** Providers may add more to the address, which is nothing to Formwork. */
function callbackOf(search: URLSearchParams): Partial<Record<(typeof known)[number], string>> {
  return Object.fromEntries(
    known.flatMap((name) => {
      const value = search.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}
