import type { Readable } from "node:stream";
import type { Session } from "@formwork/contracts/account";
import type {
  BodyOf,
  HeadersOf,
  OperationId,
  Operations,
  ParamsOf,
  QueryOf,
  ReplyOf,
} from "@formwork/contracts/operations/operations";
import type { Caller } from "@formwork/engine/caller";

/** What a handler gets: checked input, and who asks. */
type Input<Id extends OperationId> = {
  params: ParamsOf<Id>;
  query: QueryOf<Id>;
  headers: HeadersOf<Id>;
  body: BodyOf<Id>;
  /** Who asks; nobody for a public operation. */
  caller: Operations[Id]["scope"] extends "public" ? null : Caller;
  /** The caller's network address. */
  address: string;
  /** Aborted when the caller has gone or the server stops. */
  signal: AbortSignal;
};

/** The few things a reply can be besides a value. */
export type Reply = {
  /** The second status of the row: nothing new was made. */
  repeated: () => void;
  signIn: (session: Session) => void;
  signOut: () => void;
  /** The value never changes; a browser may keep it. */
  lasting: () => void;
};

/** Gets input, calls one verb, returns a plain value. */
type Handler<Id extends OperationId> = (input: Input<Id>, reply: Reply) => Promise<ValueOf<Id>>;
export type Handlers = { [Id in OperationId]: Handler<Id> };

type ValueOf<Id extends OperationId> = Operations[Id] extends { replyType: infer Type }
  ? Type extends "text/event-stream"
    ? Readable
    : string
  : Operations[Id] extends { reply: unknown }
    ? ReplyOf<Id>
    : // biome-ignore lint/suspicious/noConfusingVoidType: a handler without a reply returns nothing
      void;
