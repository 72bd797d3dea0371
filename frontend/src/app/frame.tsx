import { RequireSignIn } from "./require-sign-in.tsx";
import { Shell } from "./shell.tsx";

/** Shows what surrounds every page of a signed-in user. */
export function Frame() {
  return (
    <RequireSignIn>
      <Shell />
    </RequireSignIn>
  );
}
