import type { Readable } from "node:stream";
import type { Session } from "@formwork/contracts/account";
import type { Operation } from "@formwork/contracts/operations/operation";
import type {
  BodyOf,
  HeadersOf,
  OperationId,
  Operations,
  ParamsOf,
  QueryOf,
  ReplyOf,
} from "@formwork/contracts/operations/operations";
import type { CookieName } from "@formwork/engine/accounts/sessions/session-cookie";
import type { NewSignIn, SignedIn } from "@formwork/engine/accounts/sessions/signed-in";
import type { Caller } from "@formwork/engine/caller";
import type { Intend } from "./context.ts";
import type { ItemFaults } from "./request/body/item-faults.ts";

/** What a write compares with its conditions: the reply of the read that its row names. */
type ExpectedBy<Row> = Row extends { matches: infer Read extends OperationId }
  ? ReplyOf<Read> | null | undefined
  : undefined;

/** The input of a handler: validated by its row, with the caller. */
type Input<Id extends OperationId> = {
  params: ParamsOf<Id>;
  query: QueryOf<Id>;
  headers: HeadersOf<Id>;
  body: BodyOf<Id>;
  /** Faults of the items that the row refuses one by one (`itemsIn`), by their index. */
  itemFaults: ItemFaults;
  /**
   * With `If-Match` or `If-None-Match`: what the write has to find still, null for nothing; undefined
   * where that does not matter.
   */
  expected: ExpectedBy<Operations[Id]>;
  /** The authenticated caller; null for a public operation. */
  caller: Operations[Id]["scope"] extends "public" ? null : Caller;
  /** The caller's network address. */
  address: string;
  /** What program the caller says it is: `User-Agent`, or an empty text. */
  device: string;
  /**
   * Says that the call is about to change something. Called before the handler, but for a public
   * operation, where only its verb knows when the caller has been let in.
   */
  intend: Intend;
  /** Returns the values of a cookie: mostly one, or none. */
  cookies: (name: CookieName) => string[];
  /** Whether the caller gets an event stream, of an operation that also answers with JSON. */
  wantsStream: boolean;
  /**
   * Aborts when the caller disconnects; for a stream, and where the row `waits`, also when the server
   * stops or the caller loses its permission.
   */
  signal: AbortSignal;
};

/** What a handler may change in a reply besides its value. */
export type Reply = {
  /** Answers with the second status of the row, `also`. */
  alsoStatus: () => void;
  /** Says which preference of the header `Prefer` the reply follows. */
  applied: (preference: string) => void;
  /**
   * Sets the cookies of a session. Returns what the reply shows: a page, which sends an `Origin`, gets
   * its refresh token in a cookie alone, which scripts cannot read.
   */
  signIn: (session: SignedIn & Partial<NewSignIn>) => Session;
  /** Keeps a sign-in in the browser while its user is at the provider; null removes it. */
  keepPending: (pending: { token: string; expiresAt: number } | null) => void;
  /** Clears the cookies of the session. */
  signOut: () => void;
  /** Makes the value a file to download, of this name and media type. */
  file: (name: string, type: string) => void;
  /** Lets the browser cache the value for a year, since it never changes. */
  immutable: () => void;
};

/** Calls one verb of the engine and returns a plain value. */
type Handler<Id extends OperationId> = (input: Input<Id>, reply: Reply) => Promise<ValueOf<Id>>;
export type Handlers = { [Id in OperationId]: Handler<Id> };
/** The handlers of one tag. */
export type HandlersOf<Tag extends Operation["tag"]> = Pick<
  Handlers,
  { [Id in OperationId]: Operations[Id]["tag"] extends Tag ? Id : never }[OperationId]
>;

type ValueOf<Id extends OperationId> = Operations[Id] extends { replyType: infer Type }
  ? Type extends "text/javascript"
    ? string
    : Operations[Id] extends { also: { status: 204 } }
      ? Readable | null
      : Readable
  : Operations[Id] extends { reply: unknown }
    ? ReplyOf<Id> | (Operations[Id] extends { streams: unknown } ? Readable : never)
    : // biome-ignore lint/suspicious/noConfusingVoidType: a handler without a reply returns nothing
      void;
