#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { Bundle } from "./bundle.ts";

new Bundle(fileURLToPath(new URL(".", import.meta.url))).load("orden.cjs");
