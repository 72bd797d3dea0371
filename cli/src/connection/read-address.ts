import { isLoopback } from "@formwork/engine/runtime/service/is-loopback";
import { endWith } from "../exit-codes.ts";

/** Reads the address of a server as people type it: without a scheme it is https, and http here. */
export function readAddress(given: string): string {
  const text = given.trim();
  const [host = ""] = /^(?:\[[^\]]*\]|[^:/]*)/.exec(text) ?? [];
  const withScheme = /^https?:\/\//i.test(text)
    ? text
    : `${isLoopback(host) ? "http" : "https"}://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : null;
  const isOther = text.includes("://") && withScheme !== text;
  if (url === null || isOther || url.hostname === "" || url.username !== "" || url.password !== "")
    return endWith(
      "usage",
      `"${given}" is no address of a server, such as https://jobs.example.org or http://127.0.0.1:8080`,
    );
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** Returns true where what is sent to an address could be read on its way. */
export function isReadableOnTheWay(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "http:" && !isLoopback(hostname);
}
