import type { Session } from "@formwork/contracts/account";
import type { DeviceToken } from "../passwords/device-token.ts";

/**
 * Where a session is opened: network address, and the `User-Agent` of the program. `intend` is called
 * before the first change, with the user where that is known.
 */
export type Origin = {
  address?: string | undefined;
  device?: string | undefined;
  intend?: ((user?: { id: string; email: string }) => Promise<void>) | undefined;
};

/** What a sign-in or refresh gives. Who gets it decides which part goes into cookies. */
export type SignedIn = Session & Required<Pick<Session, "refreshToken">>;

/** What a sign-in gives besides: a token that shows the device to later ones. */
export type NewSignIn = SignedIn & { deviceToken: DeviceToken };
