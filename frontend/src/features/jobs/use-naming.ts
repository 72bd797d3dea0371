import { useMe } from "../../lib/use-me.ts";
import { shortId } from "./short-id.ts";
import type { Naming } from "./timeline.ts";

/** Names people: the reader is "you", others go by their id until the page of users exists. */
export function useNaming(): Naming {
  const me = useMe().data?.id;
  return (id) => (id === me ? "you" : shortId(id));
}
