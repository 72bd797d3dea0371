import Alert from "@mui/material/Alert";
import { Navigate, useLocation } from "react-router";
import { TextLink } from "../../components/link-components.tsx";
import { useMe } from "../../lib/api/people/use-me.ts";
import { paths } from "../../lib/paths.ts";
import { AccountFrame } from "./account-frame.tsx";
import { CredentialsForm } from "./credentials-form.tsx";
import { setUpTokenOf } from "./set-up-token.ts";
import { useSetUp } from "./use-session.ts";
import { useSetUpState } from "./use-set-up-state.ts";

/** The page behind the one-time set-up link, which creates the first admin. */
export function SetUpPage() {
  const token = setUpTokenOf(useLocation());
  const me = useMe();
  const setUp = useSetUp();
  const needed = useSetUpState()?.needed;
  if (me.data) return <Navigate to={paths.home} replace />;
  return (
    <AccountFrame
      title="Set up Formwork"
      lead="Make the first account. It is an admin and can do everything."
    >
      {needed === false && (
        <Alert severity="info">
          Formwork is set up already.{" "}
          <TextLink to={paths.signIn()} underline="always">
            Sign in
          </TextLink>
        </Alert>
      )}
      {needed !== false && token === "" && (
        <Alert severity="warning">
          This address lacks its token. Open the whole set-up link that the server printed when it
          started.
        </Alert>
      )}
      {needed !== false && token !== "" && (
        <CredentialsForm
          button="Create the account"
          isNew
          pending={setUp.isPending}
          error={setUp.error}
          onSubmit={(credentials) => setUp.mutate({ token, ...credentials })}
        />
      )}
    </AccountFrame>
  );
}
