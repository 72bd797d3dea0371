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
  if (password === "") errors.password = "Enter your password";
  else if (isNew && password.length < minPasswordLength)
    errors.password = `At least ${minPasswordLength} characters; ${minPasswordLength - password.length} more`;
  return errors;
}
