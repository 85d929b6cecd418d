import { ApiError } from "../api-error.ts";
import { flagArg, jsonArg, objectArg } from "../args.ts";
import { guardSheet } from "../guard.ts";
import type { MemberTable } from "../members.ts";
import { intersect, subtract } from "../model/area.ts";
import type { Validation } from "../model/validation.ts";
import type { Region } from "../region.ts";

const emptyPrompt = { message: "", showPrompt: true, title: "" };
const emptyAlert = { message: "", showAlert: true, style: "Stop", title: "" };

/** Kinds of rule by the key that Excel gives them. */
const kinds: ReadonlyMap<string, string> = new Map([
  ["wholeNumber", "WholeNumber"],
  ["decimal", "Decimal"],
  ["textLength", "TextLength"],
  ["list", "List"],
  ["date", "Date"],
  ["time", "Time"],
  ["custom", "Custom"],
]);

/** Kept and given back; what people type is not checked against it here. */
export const dataValidationTable: MemberTable<Region> = {
  className: "DataValidation",
  read: {
    Type: (region) => {
      const rules = rulesOf(region);
      if (rules === null) return "Inconsistent";
      const [key] = Object.keys(rules.rule);
      return (key === undefined ? undefined : kinds.get(key)) ?? "None";
    },
    Rule: (region) => rulesOf(region)?.rule ?? null,
    Prompt: (region) => rulesOf(region)?.prompt ?? null,
    ErrorAlert: (region) => rulesOf(region)?.errorAlert ?? null,
    IgnoreBlanks: (region) => rulesOf(region)?.ignoreBlanks ?? null,
  },
  write: {
    Rule: (region, value) => {
      const rule = objectArg(value);
      if (JSON.stringify(rule).includes("_ObjectPathId")) {
        throw new ApiError("UnsupportedOperation", "The emulated Excel takes a list's source as text only.");
      }
      change(region, (before) => ({ ...before, rule }));
    },
    Prompt: (region, value) => change(region, (before) => ({ ...before, prompt: jsonArg(value) })),
    ErrorAlert: (region, value) => change(region, (before) => ({ ...before, errorAlert: jsonArg(value) })),
    IgnoreBlanks: (region, value) => change(region, (before) => ({ ...before, ignoreBlanks: flagArg(value) })),
  },
  call: {
    Clear: ({ sheet, areas }) => {
      guardSheet(sheet);
      for (const area of areas) sheet.validations = withoutArea(sheet.validations, area);
    },
  },
};

type Rules = Omit<Validation, "area">;

const noRules: Rules = { rule: {}, prompt: emptyPrompt, errorAlert: emptyAlert, ignoreBlanks: true };

/** The rules that all cells of the region share; none where no cell has any, null where they differ. */
function rulesOf({ sheet, areas }: Region): Rules | null {
  const found = new Map<string, Rules>();
  for (const area of areas) {
    let rest = [area];
    for (const validation of sheet.validations) {
      if (rest.every((each) => intersect(each, validation.area) === null)) continue;
      const { area: _area, ...rules } = validation;
      found.set(JSON.stringify(rules), rules);
      rest = rest.flatMap((each) => subtract(each, validation.area));
    }
    if (rest.length > 0) found.set("", noRules);
  }
  const [first = noRules, ...others] = found.values();
  return others.length === 0 ? first : null;
}

function change(region: Region, apply: (before: Rules) => Rules): void {
  guardSheet(region.sheet);
  const { sheet, areas } = region;
  for (const area of areas) {
    const changed: Validation[] = [];
    let rest = [area];
    for (const { area: own, ...rules } of sheet.validations) {
      const common = intersect(own, area);
      if (common === null) continue;
      changed.push({ area: common, ...apply(rules) });
      rest = rest.flatMap((each) => subtract(each, common));
    }
    changed.push(...rest.map((each) => ({ area: each, ...apply(noRules) })));
    sheet.validations = [...withoutArea(sheet.validations, area), ...joined(changed, area)];
  }
}

/** Setting prompt after rule must not leave more pieces than there were rules. */
function joined(pieces: readonly Validation[], area: Validation["area"]): readonly Validation[] {
  const texts = new Set(pieces.map(({ area: _area, ...rules }) => JSON.stringify(rules)));
  const [first] = pieces;
  return texts.size === 1 && first !== undefined ? [{ ...first, area }] : pieces;
}

function withoutArea(validations: readonly Validation[], area: Validation["area"]): Validation[] {
  return validations.flatMap((validation) =>
    subtract(validation.area, area).map((each) => ({ ...validation, area: each })),
  );
}
