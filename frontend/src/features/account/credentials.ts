export type Credentials = { email: string; password: string };
/** The message about each field that is wrong. */
export type CredentialErrors = Partial<Record<keyof Credentials, string>>;

const minPasswordLength = 12;

/**
 * Checks e-mail and password before they are sent. Only a new password has to have a minimum length:
 * an existing one is checked by the server.
 */
export function checkCredentials(
  { email, password }: Credentials,
  isNew: boolean,
): CredentialErrors {
  const errors: CredentialErrors = {};
  if (!/^\S+@\S+$/.test(email))
    errors.email = email === "" ? "Enter your e-mail address" : "This is not an e-mail address";
  const passwordError = isNew || password === "" ? newPasswordError(password) : undefined;
  if (passwordError !== undefined) errors.password = passwordError;
  return errors;
}

/** Returns what is wrong with a new password before it is sent, or undefined. */
export function newPasswordError(password: string): string | undefined {
  if (password === "") return "Enter your password";
  const missing = minPasswordLength - password.length;
  return missing > 0 ? `At least ${minPasswordLength} characters; ${missing} more` : undefined;
}
