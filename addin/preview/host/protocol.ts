import * as z from "zod";
import { jsonSchema } from "./json.ts";

/** Kinds of action in a ProcessQuery request. */
export const actionTypes = {
  instantiate: 1,
  query: 2,
  method: 3,
  setProperty: 4,
  trace: 5,
  recursiveQuery: 6,
  queryAsJson: 7,
  ensureUnchanged: 8,
  update: 9,
} as const;

/** Ways to say which object an action is about. */
export const objectPathTypes = {
  global: 1,
  newObject: 2,
  method: 3,
  property: 4,
  indexer: 5,
  reference: 6,
  nullObject: 7,
} as const;

/** Flag of a request that may wait until the user has finished the cell. */
export const delayForCellEdit = 64;

/** Category of pushed messages that are events. */
export const eventCategory = 65_536;

const argumentInfo = z.object({
  Arguments: z.array(jsonSchema).optional(),
  /** Beside each argument: the path it refers to, 0 where it is plain data. */
  ReferencedObjectPathIds: z.array(jsonSchema).optional(),
});

const queryInfo = z.object({
  Select: z.array(z.string()).optional(),
  Expand: z.array(z.string()).optional(),
  Top: z.number().optional(),
  Skip: z.number().optional(),
});

const requestSchema = z.object({
  Actions: z.array(
    z.object({
      Id: z.number(),
      ActionType: z.number(),
      Name: z.string(),
      ObjectPathId: z.number(),
      ArgumentInfo: argumentInfo.optional(),
      QueryInfo: queryInfo.optional(),
      ObjectState: z.record(z.string(), jsonSchema).optional(),
    }),
  ),
  ObjectPaths: z.record(
    z.string(),
    z.object({
      Id: z.number(),
      ObjectPathType: z.number(),
      Name: z.string().optional(),
      ParentObjectPathId: z.number().optional(),
      ArgumentInfo: argumentInfo.optional(),
    }),
  ),
});

export type QueryRequest = z.infer<typeof requestSchema>;
export type QueryAction = QueryRequest["Actions"][number];
export type QueryInfo = z.infer<typeof queryInfo>;
export type ArgumentInfo = z.infer<typeof argumentInfo>;

/** @throws ZodError for a text that is no ProcessQuery body: a bug of whoever sent it */
export function parseRequest(text: string): QueryRequest {
  return requestSchema.parse(JSON.parse(text));
}
