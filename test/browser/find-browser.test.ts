import { afterEach, expect, test, vi } from "vitest";
import { findBrowser } from "./find-browser.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("the browser that CHROME_PATH names goes before all others", () => {
  vi.stubEnv("CHROME_PATH", process.execPath);
  expect(findBrowser()).toBe(process.execPath);
});

test("a CHROME_PATH that is no program is told of, not passed over", () => {
  vi.stubEnv("CHROME_PATH", "/no/hay");
  expect(() => findBrowser()).toThrow("/no/hay");
});
