import { ApiError } from "../api-error.ts";
import { ObjectArg, flagArg, invalid, optionalText, regionOf, textArg, type Arg } from "../args.ts";
import type { HostObject } from "../host-object.ts";
import type { Json } from "../json.ts";
import type { MemberTable } from "../members.ts";
import { addressOf, parseAddress, quoteSheet, splitSheet } from "../model/area.ts";
import { wireValue } from "../model/cell-value.ts";
import type { SheetModel } from "../model/sheet-model.ts";
import type { NameModel } from "../model/workbook-model.ts";
import { Region } from "../region.ts";
import type { Run } from "../run.ts";

/** Names of a sheet, or the workbook's own where it is null. */
export const namesTable: MemberTable<SheetModel | null> = {
  className: "NamedItemCollection",
  items: (sheet, run) => namesOf(sheet, run).map((name) => run.make.name(name)),
  item: (sheet, [key], run) => {
    const name = nameByKey(sheet, key, run);
    if (name === null) throw new ApiError("ItemNotFound", "There is no such name.");
    return run.make.name(name);
  },
  find: {
    GetItemOrNullObject: (sheet, [key], run) => {
      const name = nameByKey(sheet, key, run);
      return name === null ? null : run.make.name(name);
    },
    Add: (sheet, [key, reference, comment], run): HostObject => {
      const name = textArg(key);
      if (!/^[\p{L}_\\][\p{L}\p{N}_.\\]*$/u.test(name) || parseAddress(name) !== null) {
        throw invalid(`«${name}» cannot be a name`);
      }
      if (nameByKey(sheet, name, run) !== null) {
        throw new ApiError("ItemAlreadyExists", `There is a name «${name}» already.`);
      }
      const made: NameModel = {
        name,
        refersTo: meaningOf(reference),
        comment: optionalText(comment) ?? "",
        visible: true,
        sheet,
      };
      run.workbook.names.push(made);
      return run.make.name(made);
    },
  },
  call: { GetCount: (sheet, _args, run) => namesOf(sheet, run).length },
};

export const nameTable: MemberTable<NameModel> = {
  className: "NamedItem",
  identity: ({ name }) => ({ _Id: name }),
  read: {
    Name: ({ name }) => name,
    Formula: ({ refersTo }) => refersTo,
    Comment: ({ comment }) => comment,
    Visible: ({ visible }) => visible,
    Scope: ({ sheet }) => (sheet === null ? "Workbook" : "Worksheet"),
    Type: (name, run) => (regionOfName(name, run) === null ? typeOfConstant(name) : "Range"),
    Value: valueOf,
  },
  write: {
    Formula: (name, value) => {
      const formula = textArg(value);
      if (!formula.startsWith("=")) throw invalid("formula with = expected");
      name.refersTo = formula;
    },
    Comment: (name, value) => {
      name.comment = textArg(value);
    },
    Visible: (name, value) => {
      name.visible = flagArg(value);
    },
  },
  find: {
    GetRange: (name, _args, run) => {
      const region = regionOfName(name, run);
      if (region === null) throw new ApiError("ItemNotFound", "The name stands for no cells.");
      return run.make.range(region);
    },
    GetRangeOrNullObject: (name, _args, run) => {
      const region = regionOfName(name, run);
      return region === null ? null : run.make.range(region);
    },
  },
  call: {
    Delete: (name, _args, run) => {
      run.workbook.names = run.workbook.names.filter((each) => each !== name);
    },
  },
};

function namesOf(sheet: SheetModel | null, run: Run): NameModel[] {
  return run.workbook.names.filter((name) => name.sheet === sheet);
}

function nameByKey(sheet: SheetModel | null, key: Arg | undefined, run: Run): NameModel | null {
  const wanted = textArg(key).toLowerCase();
  return namesOf(sheet, run).find(({ name }) => name.toLowerCase() === wanted) ?? null;
}

function meaningOf(reference: Arg | undefined): string {
  const region = regionOf(reference);
  if (region !== null) {
    const absolute = addressOf(region.area).replace(/[A-Z]+|[0-9]+/g, "$$$&");
    return `=${quoteSheet(region.sheet.name)}!${absolute}`;
  }
  if (reference instanceof ObjectArg) throw invalid("range or formula expected");
  const text = textArg(reference);
  if (!text.startsWith("=")) throw invalid("formula with = expected");
  return text;
}

function regionOfName({ refersTo }: NameModel, run: Run): Region | null {
  const parts = splitSheet(refersTo.slice(1));
  const sheet = parts === null || parts.sheet === null ? null : run.workbook.findSheet(parts.sheet);
  const area = parts === null ? null : parseAddress(parts.rest);
  return sheet === null || area === null ? null : new Region(sheet, [area]);
}

function typeOfConstant({ refersTo }: NameModel): string {
  if (refersTo.startsWith('="')) return "String";
  if (/^=[+-]?[0-9.]+$/.test(refersTo)) return "Double";
  return refersTo.includes("#REF!") ? "Error" : "String";
}

/** Excel gives a range's address here, not what is in it. */
function valueOf(name: NameModel, run: Run): Json {
  const region = regionOfName(name, run);
  if (region !== null) return region.address;
  const [, text] = /^="(.*)"$/.exec(name.refersTo) ?? [];
  if (text !== undefined) return text.replaceAll('""', '"');
  const number = Number(name.refersTo.slice(1));
  return Number.isFinite(number) ? number : wireValue({ error: "#REF!" });
}
