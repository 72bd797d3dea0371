import Alert from "@mui/material/Alert";
import { Navigate, useSearchParams } from "react-router";
import { useMe } from "../../lib/api/people/use-me.ts";
import { returnPath } from "../../lib/paths.ts";
import { AccountFrame } from "./account-frame.tsx";
import { CredentialsForm } from "./credentials-form.tsx";
import { ProviderButton } from "./provider/provider-button.tsx";
import { useSignIn } from "./use-session.ts";
import { useSetUpState } from "./use-set-up-state.ts";

/**
 * The page that signs in, and returns to the page that asked for it. Before the set-up nobody can
 * sign in, so it only says where the set-up begins.
 */
export function SignInPage() {
  const [search] = useSearchParams();
  const me = useMe();
  const signIn = useSignIn();
  const { needed, provider = null } = useSetUpState() ?? {};
  if (me.data) return <Navigate to={returnPath(search.get("return"))} replace />;
  return (
    <AccountFrame title="Sign in to Formwork" lead="Run jobs from templates and watch them live.">
      {needed === true ? (
        <Alert severity="info">
          There is no account yet. Open the set-up link that the server printed when it started.
        </Alert>
      ) : (
        <>
          {provider !== null && <ProviderButton name={provider} returnTo={search.get("return")} />}
          <CredentialsForm
            button="Sign in"
            isNew={false}
            pending={signIn.isPending}
            error={signIn.error}
            onSubmit={(body) => signIn.mutate(body)}
          />
        </>
      )}
    </AccountFrame>
  );
}
