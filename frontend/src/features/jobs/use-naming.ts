import { useMe } from "../../lib/use-me.ts";
import type { Naming } from "./detail/timeline.ts";
import { shortId } from "./short-id.ts";

/** Names people: the reader is "you", others go by their id until the page of users exists. */
export function useNaming(): Naming {
  const me = useMe().data?.id;
  return (id) => (id === me ? "you" : shortId(id));
}
