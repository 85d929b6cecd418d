import { ApiError, type ApiErrorCode } from "./api-error.ts";
import { type Arg, ObjectArg } from "./args.ts";
import type { HostObject } from "./host-object.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import { unknownMember } from "./members.ts";
import { actionTypes, objectPathTypes, type ArgumentInfo, type QueryAction, type QueryRequest } from "./protocol.ts";
import { queryValue } from "./query-value.ts";
import type { References } from "./references.ts";
import { Region } from "./region.ts";
import type { Run } from "./run.ts";

export interface QueryReply {
  readonly Results: readonly { readonly ActionId: number; readonly Value: Json }[];
  readonly TraceIds: readonly number[];
  readonly Error?: {
    readonly Code: ApiErrorCode;
    readonly Message: string;
    readonly Location: string;
    readonly ActionIndex: number;
  };
}

/**
 * Carries out a batch over the root object. It ends at the first refusal; what came before it stays done.
 *
 * @returns the reply, and what was done as text for the log
 */
export function processQuery(
  request: QueryRequest,
  root: HostObject,
  references: References,
  run: Run,
): { reply: QueryReply; actions: readonly string[] } {
  return new Batch(request, root, references, run).process();
}

class Batch {
  private readonly request: QueryRequest;
  private readonly root: HostObject;
  private readonly references: References;
  private readonly run: Run;
  /** Objects by path: a method that makes something is called once, however many actions are about its result. */
  private readonly objects = new Map<number, HostObject | null>();
  private readonly ids = new Map<HostObject, string>();
  private readonly actions: string[] = [];
  private location = "";

  constructor(request: QueryRequest, root: HostObject, references: References, run: Run) {
    this.request = request;
    this.root = root;
    this.references = references;
    this.run = run;
  }

  process(): { reply: QueryReply; actions: readonly string[] } {
    const results: { ActionId: number; Value: Json }[] = [];
    const traces: number[] = [];
    for (const [index, action] of this.request.Actions.entries()) {
      try {
        results.push({ ActionId: action.Id, Value: this.perform(action) });
        if (action.ActionType === actionTypes.trace) traces.push(action.Id);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const { code, message } = error;
        const failure = { Code: code, Message: message, Location: this.location, ActionIndex: index };
        return { reply: { Results: results, TraceIds: traces, Error: failure }, actions: this.actions };
      }
    }
    return { reply: { Results: results, TraceIds: traces }, actions: this.actions };
  }

  private perform(action: QueryAction): Json {
    if (action.ActionType === actionTypes.trace) return null;
    const object = this.objectAt(action.ObjectPathId);
    if (object === null) return null;
    switch (action.ActionType) {
      case actionTypes.instantiate:
        return this.identityOf(object);
      case actionTypes.query: {
        const select = action.QueryInfo?.Select ?? [];
        this.note(object, `load(${[...select, ...(action.QueryInfo?.Expand ?? [])].join(",")})`);
        return queryValue(object, action.QueryInfo ?? {}, this.run, (item) => this.identityOf(item));
      }
      case actionTypes.method:
        return this.call(object, action);
      case actionTypes.setProperty:
        this.note(object, `${action.Name}=`);
        object.write(action.Name, this.argsOf(action.ArgumentInfo)[0] ?? null, this.run);
        return null;
      case actionTypes.update:
        this.update(object, action.ObjectState ?? {});
        return null;
      default:
        throw unknownMember(object.className, `[action ${action.ActionType}]`, this.run);
    }
  }

  private call(object: HostObject, action: QueryAction): Json {
    const args = this.argsOf(action.ArgumentInfo);
    if (action.Name === "_KeepReference" && object.isReferenced) {
      this.references.keep(this.referenceOf(object));
      return null;
    }
    if (action.Name === "_RemoveReference" && object === this.root) {
      if (typeof args[0] === "string") this.references.remove(args[0]);
      return null;
    }
    this.note(object, `${action.Name}()`);
    return object.call(action.Name, args, this.run);
  }

  /** Nested objects of the state are navigated to; every other entry is set. */
  private update(object: HostObject, state: JsonObject): void {
    for (const [key, value] of Object.entries(state)) {
      const member = object.findMember(key);
      if (member?.kind === "navigation" && isJsonObject(value)) {
        const child = object.navigate(member.name, this.run);
        if (child !== null) this.update(child, value);
      } else {
        const name = member?.name ?? key;
        this.note(object, `${name}=`);
        object.write(name, value, this.run);
      }
    }
  }

  private objectAt(pathId: number): HostObject | null {
    const known = this.objects.get(pathId);
    if (known !== undefined) return known;
    const object = this.resolve(pathId);
    this.objects.set(pathId, object);
    return object;
  }

  private resolve(pathId: number): HostObject | null {
    const path = this.request.ObjectPaths[pathId];
    if (path === undefined) throw new ApiError("InvalidArgument", `The request has no object path ${pathId}.`);
    const name = path.Name ?? "";
    switch (path.ObjectPathType) {
      case objectPathTypes.global:
        return this.root;
      case objectPathTypes.nullObject:
        return null;
      case objectPathTypes.reference:
        return this.referenced(name);
      case objectPathTypes.newObject: {
        this.location = name;
        const service = this.run.make.service(name);
        if (service === null) throw unknownMember("new", name, this.run);
        return service;
      }
      default: {
        const parent = this.objectAt(path.ParentObjectPathId ?? 0);
        return parent === null ? null : this.childOf(parent, path.ObjectPathType, name, path.ArgumentInfo);
      }
    }
  }

  private childOf(parent: HostObject, type: number, name: string, info: ArgumentInfo | undefined): HostObject | null {
    switch (type) {
      case objectPathTypes.property:
        this.location = locationOf(parent, name);
        return parent.navigate(name, this.run);
      case objectPathTypes.indexer:
        this.location = locationOf(parent, "GetItem");
        return parent.item(this.argsOf(info), this.run);
      case objectPathTypes.method:
        this.note(parent, `${name}()`);
        return parent.find(name, this.argsOf(info), this.run);
      default:
        throw unknownMember(parent.className, `[path ${type}]`, this.run);
    }
  }

  private referenced(id: string): HostObject {
    const object = this.references.get(id);
    if (object === null) throw new ApiError("InvalidReference", "The object has been let go.");
    if (object.target instanceof Region && !this.run.workbook.sheets.includes(object.target.sheet)) {
      throw new ApiError("ItemNotFound", "The sheet is gone.");
    }
    this.ids.set(object, id);
    return object;
  }

  private argsOf(info: ArgumentInfo | undefined): Arg[] {
    const paths = info?.ReferencedObjectPathIds ?? [];
    return (info?.Arguments ?? []).map((arg, index) => {
      const path = paths[index];
      return typeof path === "number" && path !== 0 ? new ObjectArg(this.objectAt(path)) : arg;
    });
  }

  private identityOf(object: HostObject): JsonObject {
    return object.isReferenced ? { _ReferenceId: this.referenceOf(object) } : object.identity(this.run);
  }

  private referenceOf(object: HostObject): string {
    const known = this.ids.get(object);
    if (known !== undefined) return known;
    const id = this.references.add(object);
    this.ids.set(object, id);
    return id;
  }

  private note(object: HostObject, what: string): void {
    this.location = locationOf(object, what.replace(/[(=].*$/s, ""));
    this.actions.push(`${object.className}.${what}`);
  }
}

/** As Excel names the place of an error: `Range.values`. */
function locationOf({ className }: HostObject, member: string): string {
  return `${className}.${member.slice(0, 1).toLowerCase()}${member.slice(1)}`;
}
