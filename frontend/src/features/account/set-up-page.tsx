import Alert from "@mui/material/Alert";
import { Navigate, useSearchParams } from "react-router";
import { TextLink } from "../../components/link-components.tsx";
import { useMe } from "../../lib/api/use-me.ts";
import { paths } from "../../lib/paths.ts";
import { AccountFrame } from "./account-frame.tsx";
import { CredentialsForm } from "./credentials-form.tsx";
import { useSetUp } from "./use-session.ts";
import { useSetUpNeeded } from "./use-set-up-needed.ts";

/** The page behind the one-time set-up link, which creates the first admin. */
export function SetUpPage() {
  const token = useSearchParams()[0].get("token") ?? "";
  const me = useMe();
  const setUp = useSetUp();
  const needed = useSetUpNeeded();
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
