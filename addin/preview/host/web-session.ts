import * as z from "zod";
import type { ApiErrorCode } from "./api-error.ts";
import type { ExcelHost } from "./excel-host.ts";
import { jsonSchema, type Json } from "./json.ts";

/** How the emulated Excel on the web introduces itself. */
export interface WebAppInfo {
  /** Language of the application, `es-CO`; also of the data. */
  readonly locale: string;
  readonly documentUrl: string;
  /** Requirement sets by name with their highest version, `{ ExcelApi: "1.14" }`. */
  readonly requirements: Readonly<Record<string, string>>;
}

/** What Excel 2021 and Excel on the web have in common, which is what the add-in asks for. */
export const defaultAppInfo: WebAppInfo = {
  locale: "es-CO",
  documentUrl: "https://ejemplo.sharepoint.com/Metas.xlsx",
  requirements: {
    ExcelApi: "1.14",
    RichApiRuntime: "1.1",
    Settings: "1.1",
    DialogApi: "1.1",
    ImageCoercion: "1.1",
    DelayForCellEdit: "1.1",
  },
};

const messageTypes = { request: 0, response: 1 } as const;
const actionKinds = { invoke: 0, register: 1, unregister: 2 } as const;
const responseTypes = { call: 0, event: 1 } as const;

/** Numbers by which office.js names what it wants of the host. */
const dispatchIds = { loadSettings: 75, saveSettings: 76, richApi: 93, commandCompleted: 94 } as const;
const errorCodes: Partial<Record<ApiErrorCode, number>> = {
  RequestPayloadSizeLimitExceeded: 5103,
  ResponsePayloadSizeLimitExceeded: 5104,
};
const internalError = 5001;
const excelOnTheWeb = 16;

const requestSchema = z
  .object({
    _messageType: z.literal(messageTypes.request),
    _actionType: z.number(),
    _actionName: z.string(),
    _conversationId: z.string(),
    _correlationId: z.number(),
    _data: jsonSchema.optional(),
  })
  .transform(({ _actionType: kind, _actionName: name, _conversationId: conversation, ...rest }) => {
    const { _correlationId: correlation, _data: data = null } = rest;
    return { kind, name, conversation, correlation, data };
  });
type WebRequest = z.infer<typeof requestSchema>;

const methodSchema = z.object({
  DdaMethod: z.object({ DispatchId: z.number() }),
  ArrayData: z.array(jsonSchema).optional(),
  /** Of `commandCompleted`: the command's number. */
  0: jsonSchema.optional(),
  DdaSettingsMethod: z.object({ Properties: z.array(z.tuple([z.string(), z.string()])) }).optional(),
});

/** The page's side of the conversation between office.js in an iframe and Excel on the web around it, as texts. */
export class WebSession {
  private readonly host: ExcelHost;
  private readonly info: WebAppInfo;
  private readonly post: (text: string) => void;
  private readonly listening = new Map<string, WebRequest>();
  private readonly stop: () => void;
  private readonly commands = new Map<Json, () => void>();
  private nextCommand = 1;

  /** @param post hands a text over to the iframe */
  constructor(host: ExcelHost, info: WebAppInfo, post: (text: string) => void) {
    this.host = host;
    this.info = info;
    this.post = post;
    this.stop = host.onPush((entries) => {
      const rich = entries.filter(({ messageType, targetId }) => messageType !== selectionMessage || targetId !== "");
      const data = rich.map(({ messageCategory, messageType, targetId, message }) => [
        messageCategory,
        messageType,
        targetId,
        message,
      ]);
      if (data.length > 0) this.raise("richApiMessage", { ArrayData: data });
      if (rich.length < entries.length) this.raise("documentSelectionChanged", {});
    });
  }

  /** Takes a message of the iframe; texts that are no requests of office.js are left to others. */
  async receive(text: string): Promise<void> {
    const request = readRequest(text);
    if (request === null) return;
    switch (request.kind) {
      case actionKinds.register:
        this.listening.set(request.name, request);
        this.respond(request, { Error: 0 });
        return;
      case actionKinds.unregister:
        this.listening.delete(request.name);
        this.respond(request, { Error: 0 });
        return;
      default:
        this.respond(request, await this.invoke(request));
    }
  }

  /**
   * Presses a button of the ribbon.
   *
   * @param action as `Office.actions.associate` names it
   * @returns once the command has called `event.completed()`
   * @throws Error when the pane does not listen to commands
   */
  press(action: string): Promise<void> {
    if (!this.listening.has(commandEvent)) throw new Error("the pane does not listen to commands yet");
    const id = `command${this.nextCommand++}`;
    const source = JSON.stringify({ source: { id: action } });
    return new Promise((resolve) => {
      this.commands.set(id, resolve);
      this.raise(commandEvent, { 0: id, 1: action, 2: source });
    });
  }

  dispose(): void {
    this.stop();
  }

  private async invoke(request: WebRequest): Promise<Json> {
    switch (request.name) {
      case "ContextActivationManager_getAppContextAsync":
        return this.appContext(request);
      case "executeMethod":
        return this.execute(methodSchema.parse(request.data));
      default:
        // Focus, telemetry, title: Excel takes note of them and says nothing.
        return null;
    }
  }

  private async execute(method: z.infer<typeof methodSchema>): Promise<Json> {
    const { settings } = this.host.workbook;
    switch (method.DdaMethod.DispatchId) {
      case dispatchIds.richApi: {
        const [, , , , body, , flags] = method.ArrayData ?? [];
        if (typeof body !== "string") return { Version: 1, Error: internalError };
        const reply = await this.host.processQuery(body, typeof flags === "number" ? flags : 0);
        if (reply.kind === "refusal") return { Version: 1, Error: errorCodes[reply.code] ?? internalError };
        return { Version: 1, Error: 0, Data: [200, [], reply.text] };
      }
      case dispatchIds.loadSettings:
        return { Version: 1, Error: 0, Properties: serialize(settings) };
      case dispatchIds.saveSettings:
        settings.clear();
        for (const [key, text] of method.DdaSettingsMethod?.Properties ?? []) {
          settings.set(key, jsonSchema.parse(JSON.parse(text)));
        }
        return { Version: 1, Error: 0 };
      case dispatchIds.commandCompleted: {
        const id = method[0] ?? null;
        this.commands.get(id)?.();
        this.commands.delete(id);
        return { Version: 1, Error: 0 };
      }
      default:
        this.host.log.unknown.push(`Office.[method ${method.DdaMethod.DispatchId}]`);
        return { Version: 1, Error: internalError };
    }
  }

  private appContext({ data }: WebRequest): Json {
    const { locale, documentUrl, requirements } = this.info;
    return {
      _id: typeof data === "string" ? data : "",
      _appName: excelOnTheWeb,
      _appVersion: 16,
      _appUILocale: locale,
      _dataLocale: locale,
      _docUrl: documentUrl,
      _clientMode: 1,
      _settings: serialize(this.host.workbook.settings),
      _reason: 1,
      _osfControlType: 1,
      _eToken: "",
      _correlationId: "",
      _requirementMatrix: JSON.stringify(requirements),
      _hostFullVersion: "16.0.0.0",
      _addinName: "Metas al Día",
      _appDomains: [],
    };
  }

  private respond(request: WebRequest, data: Json): void {
    this.send(request, responseTypes.call, data);
  }

  private raise(eventName: string, data: Json): void {
    const request = this.listening.get(eventName);
    if (request !== undefined) this.send(request, responseTypes.event, data);
  }

  private send(request: WebRequest, responseType: number, data: Json): void {
    this.post(
      JSON.stringify({
        _messageType: messageTypes.response,
        _actionName: request.name,
        _conversationId: request.conversation,
        _correlationId: request.correlation,
        _errorCode: 0,
        _responseType: responseType,
        _data: data,
        _serializerVersion: 1,
      }),
    );
  }
}

const selectionMessage = 2;
const commandEvent = "appCommandInvoked";

function readRequest(text: string): WebRequest | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const { data } = requestSchema.safeParse(json);
  return data ?? null;
}

/** Settings travel as pairs of a name and JSON text. */
function serialize(settings: ReadonlyMap<string, Json>): Json {
  return [...settings].map(([key, value]) => [key, JSON.stringify(value)]);
}
