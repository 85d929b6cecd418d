import * as z from "zod";
import type { ExcelHost } from "./excel-host.ts";
import { jsonSchema } from "./json.ts";

/** The global that office.js looks for when an application embeds it: texts to the host, texts from it. */
export interface NativeBridge {
  sendMessageToHost(text: string): void;
  /** office.js puts its own function here. */
  onMessageFromHost(text: string): void;
}

const requestType = 1;
const responseType = 2;
const eventType = 3;

const messageSchema = z.object({
  id: z.number(),
  type: z.literal(requestType),
  flags: z.number().default(0),
  message: z.object({ url: z.string(), body: jsonSchema }),
});

/** Connects a host as an application that embeds office.js would be. `Office` itself has no part in it. */
export function nativeBridge(host: ExcelHost): NativeBridge {
  const bridge: NativeBridge = {
    sendMessageToHost: (text) => {
      void answer(text);
    },
    onMessageFromHost: () => {},
  };
  const answer = async (text: string): Promise<void> => {
    const { id, flags, message } = messageSchema.parse(JSON.parse(text));
    const body = typeof message.body === "string" ? message.body : JSON.stringify(message.body);
    const reply = await host.processQuery(body, flags);
    const response =
      reply.kind === "answer"
        ? { statusCode: 200, headers: {}, body: reply.text }
        : { statusCode: 400, headers: {}, body: JSON.stringify({ error: { code: reply.code, message: reply.code } }) };
    bridge.onMessageFromHost(JSON.stringify({ id, type: responseType, message: response }));
  };
  host.onPush((entries) => bridge.onMessageFromHost(JSON.stringify({ type: eventType, message: { entries } })));
  return bridge;
}
