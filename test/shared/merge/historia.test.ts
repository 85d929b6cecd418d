import * as fc from "fast-check";
import { expect, test } from "vitest";
import { liveHistoria } from "./historia.ts";

/** Random merges to check; more of them with `METAS_MEZCLAS=1000000`. */
const wanted = Number(process.env["METAS_MEZCLAS"] ?? 100_000);

/** Another one every time; `METAS_SEMILLA` takes up one that was printed. */
const semilla = Number(process.env["METAS_SEMILLA"] ?? Math.floor(Math.random() * 2 ** 31));

test(
  `what a merge promises holds in ${wanted} of them, in stories of several runs`,
  { timeout: 300_000 + wanted },
  () => {
    // Before them too, for a run that is ended on the way.
    console.log(`random merges: METAS_SEMILLA=${semilla}`);
    let merges = 0;
    // A story takes five runs and more; the last ones are not needed any more.
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        if (merges < wanted) merges += liveHistoria(seed);
      }),
      { numRuns: Math.ceil(wanted / 4), seed: semilla },
    );
    console.log(`random merges: ${merges} in the stories of METAS_SEMILLA=${semilla}`);
    expect(merges).toBeGreaterThanOrEqual(wanted);
  },
);
