import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";

/**
 * Path of a Chromium that this machine has: the one CHROME_PATH names, else where packages of Chromium, Chrome and Edge
 * put theirs. On Debian and its kin, as root, it is installed when there is none.
 *
 * @throws Error that says what to install; the tests are never left out
 */
export function findBrowser(): string {
  const named = process.env["CHROME_PATH"];
  if (named !== undefined && named !== "") {
    if (isProgram(named)) return named;
    throw new Error(`CHROME_PATH is no program: ${named}`);
  }
  const found = usualPaths.find(isProgram);
  if (found !== undefined) return found;
  if (canInstall()) {
    install();
    const installed = usualPaths.find(isProgram);
    if (installed !== undefined) return installed;
  }
  throw new Error("The browser tests need Chromium, Chrome or Edge: install one, or set CHROME_PATH to its program.");
}

const usualPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/microsoft-edge",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe",
];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Debian's package is a browser; Ubuntu's is only a pointer to its own store. */
function canInstall(): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  return /^ID=debian$/m.test(release);
}

function install(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (...args: string[]): void => {
    execFileSync("/usr/bin/apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] });
  };
  run("update", "-qq");
  run("install", "-y", "-qq", "--no-install-recommends", "chromium");
}
