import { type EventRow, envelope } from "@formwork/contracts/events/event";
import { AnyEvent, events } from "@formwork/contracts/events/events";
import { jobStreamEvents } from "@formwork/contracts/job-stream";
import { subscriptionMessages } from "@formwork/contracts/live-protocol";
import { closed } from "@formwork/contracts/shapes";
import { Type } from "@formwork/contracts/typebox";
import packageJson from "../../../package.json" with { type: "json" };
import type { OpenApiParams } from "./openapi.ts";
import { createSchemaForms, type SchemaForms } from "./schema-forms.ts";

type Json = Record<string, unknown>;

/** Makes the AsyncAPI 3.0 document of what is pushed: over Socket.IO, and in event streams. */
export function asyncApi({ publicUrl }: Pick<OpenApiParams, "publicUrl">): Json {
  const eventSchemas = Object.entries<EventRow>(events).map(
    ([type, { data }]) => [type, eventOf(type, data)] as const,
  );
  const forms = createSchemaForms([
    ...eventSchemas.map(([, schema]) => schema),
    ...Object.values(jobStreamEvents),
    ...Object.values(subscriptionMessages),
  ]);
  const named = (prefix: string, schemas: readonly (readonly [string, object])[]) =>
    schemas.map(([name, schema]) => [`${prefix}${name}`, message(name, schema, forms)] as const);
  const cloudEvents = named("", eventSchemas);
  const stream = named("stream.", Object.entries(jobStreamEvents));
  const socket = named("socket.", Object.entries(subscriptionMessages));
  const { host, protocol } = new URL(publicUrl);
  const secure = protocol === "https:" ? "s" : "";
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Formwork",
      version: packageJson.version,
      description:
        "What Formwork pushes: events of the log, and logs of jobs. Ignore fields and types that you do not know.",
      license: { name: "MIT" },
    },
    servers: {
      socket: {
        ...{ host, pathname: "/socket.io", protocol: `ws${secure}` },
        description: "Socket.IO protocol 5, by WebSocket alone",
      },
      http: { host, protocol: `http${secure}`, description: "Server-Sent Events" },
    },
    channels: {
      socket: channel("socket", null, [...socket, ...cloudEvents], "Rooms of the live connection"),
      events: channel(
        "http",
        "/api/v1/events",
        cloudEvents,
        "The log of events; the id is the cursor",
      ),
      jobStream: channel(
        "http",
        "/api/v1/jobs/{id}/logs/stream",
        stream,
        "One job: log, states, end",
      ),
    },
    operations: Object.fromEntries(
      ["socket", "events", "jobStream"].map((name) => [
        `receive.${name}`,
        { action: "receive", channel: { $ref: `#/channels/${name}` } },
      ]),
    ),
    components: {
      messages: Object.fromEntries([...cloudEvents, ...stream, ...socket]),
      schemas: { ...forms.components(), AnyEvent: forms.reply(AnyEvent) },
    },
  };
}

function eventOf(type: string, data: EventRow["data"]) {
  return closed({ ...envelope, type: Type.Literal(type, { description: "What happened" }), data });
}

function message(name: string, schema: object, forms: SchemaForms): Json {
  return { name, contentType: "application/json", payload: forms.reply(schema) };
}

function channel(
  server: string,
  address: string | null,
  messages: readonly (readonly [string, Json])[],
  description: string,
): Json {
  const parameters = address?.includes("{id}")
    ? { parameters: { id: { description: "Id of the job" } } }
    : {};
  return {
    ...{ address, description, servers: [{ $ref: `#/servers/${server}` }], ...parameters },
    messages: Object.fromEntries(
      messages.map(([name]) => [name, { $ref: `#/components/messages/${name}` }]),
    ),
  };
}
