import Alert from "@mui/material/Alert";
import CircularProgress from "@mui/material/CircularProgress";
import Stack from "@mui/material/Stack";
import { useEffect, useRef } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { LinkButton } from "../../../components/link-components.tsx";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { paths, returnPath } from "../../../lib/paths.ts";
import { AccountFrame } from "../account-frame.tsx";
import { isLink, useFinishWithProvider } from "../use-session.ts";
import { returnPlace } from "./return-place.ts";

/** The page that the OpenID provider sends the browser back to: it signs in or links, and goes on. */
export function CallbackPage() {
  const [search] = useSearchParams();
  const finish = useFinishWithProvider();
  const navigate = useNavigate();
  const links = isLink(callbackOf(search));
  const back = links
    ? { to: paths.settings.account, text: "Back to your account" }
    : { to: paths.signIn(), text: "Back to the sign-in" };
  const isSent = useRef(false);
  useEffect(() => {
    // What the provider gave is good once.
    if (isSent.current) return;
    isSent.current = true;
    const place = links ? paths.settings.account : returnPath(returnPlace.take());
    finish.mutate(callbackOf(search), {
      // Replaces the entry in the history, so that the address is not kept there.
      onSuccess: () => void navigate(place, { replace: true }),
    });
  }, [search, finish, navigate, links]);
  return (
    <AccountFrame
      title={links ? "Connect your account" : "Sign in to Formwork"}
      lead="With your account elsewhere."
    >
      {finish.isError ? (
        <Stack spacing={2}>
          <Alert severity="error">
            {problemText(finish.error).detail || problemText(finish.error).title}
          </Alert>
          <LinkButton to={back.to} variant="contained" size="medium">
            {back.text}
          </LinkButton>
        </Stack>
      ) : (
        <Stack direction="row" spacing={1.5} role="status" sx={{ alignItems: "center" }}>
          <CircularProgress size={18} aria-hidden />
          <span>{links ? "Connecting …" : "Signing you in …"}</span>
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
