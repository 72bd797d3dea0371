export type Credentials = { email: string; password: string };
export type Faults = Partial<Record<keyof Credentials, string>>;

const shortest = 12;

/**
 * What is wrong with the fields before they are sent. A password that exists already is only asked
 * to be there.
 */
export function checkCredentials({ email, password }: Credentials, isNew: boolean): Faults {
  const faults: Faults = {};
  if (!/^\S+@\S+$/.test(email))
    faults.email = email === "" ? "Enter your e-mail address" : "This is not an e-mail address";
  if (password === "") faults.password = "Enter your password";
  else if (isNew && password.length < shortest)
    faults.password = `At least ${shortest} characters; ${shortest - password.length} more`;
  return faults;
}
