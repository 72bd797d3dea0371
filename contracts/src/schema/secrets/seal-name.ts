/** The name of the property by which the server stores a sealed secret; no caller may send it. */
export const sealName = "$sealed";
