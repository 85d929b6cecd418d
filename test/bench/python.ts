import { spawnSync } from "node:child_process";

export interface Python {
  readonly command: string;
  /** Which of the modules asked for it can import, with their versions. */
  readonly modules: ReadonlyMap<string, string>;
}

/** Debian's package of each Python module the benchmark uses. */
const packages: Readonly<Record<string, string>> = {
  xlsxwriter: "python3-xlsxwriter",
  openpyxl: "python3-openpyxl",
  pandas: "python3-pandas",
};

/** The system's Python before any other in the path, because Debian's packages are made for it. */
export function findPython(): Python | null {
  const found = ["/usr/bin/python3", "python3"].map(askPython).filter((python) => python !== null);
  return found.reduce<Python | null>(
    (best, python) => (best === null || python.modules.size > best.modules.size ? python : best),
    null,
  );
}

/** What to install so that everything can be compared; null when nothing is missing. */
export function missingPackages(python: Python | null): string | null {
  const missing = Object.entries(packages).filter(([module]) => python?.modules.has(module) !== true);
  const names = [...(python === null ? ["python3"] : []), ...missing.map(([, name]) => name)];
  return names.length === 0 ? null : `apt install ${names.join(" ")}`;
}

function askPython(command: string): Python | null {
  const { status, stdout } = spawnSync(command, ["-c", question, ...Object.keys(packages)], { encoding: "utf8" });
  if (status !== 0) return null;
  const lines = stdout.split("\n").filter((line) => line.includes(" "));
  return {
    command,
    modules: new Map(lines.map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)])),
  };
}

const question = `
import importlib, sys
for name in sys.argv[1:]:
    try:
        print(name, importlib.import_module(name).__version__)
    except ImportError:
        pass
`;
