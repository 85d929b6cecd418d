import { expect, it } from "vitest";
import { hoja, libro } from "./libro-prueba.ts";
import { openOffice } from "./office-node.ts";

const rows = Array.from({ length: 20_000 }, (_, row) => [`1.${row}`, row / 4, row % 3 === 0]);

it("writes and reads 20,000 rows of three cells in one request each, and lets every range go", async () => {
  const { Excel: excel, host } = openOffice(libro([hoja("Metas", [])]));
  await excel.run(async (context) => {
    context.workbook.worksheets.getActiveWorksheet().getRange("A1:C20000").values = rows;
    await context.sync();
  });
  const read = await excel.run(async (context) => {
    const range = context.workbook.worksheets.getActiveWorksheet().getUsedRange(true).load("values,address");
    await context.sync();
    return [range.address, range.values];
  });
  // `1.10` typed into a cell that is not text is the number 1.1, as every user of Excel finds out.
  expect(read).toEqual(["Metas!A1:C20000", rows.map(([code, ...rest]) => [Number(code), ...rest])]);
  for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setTimeout(resolve, 0));
  const { batches, roundTrips } = host.log;
  expect(roundTrips).toBe(2);
  expect(batches.flatMap(({ actions }) => actions).filter((action) => action === "Range.Values=").length).toBe(40);
  expect(Math.max(...batches.map(({ requestBytes }) => requestBytes))).toBeLessThan(1_000_000);
  expect(host.trackedRanges).toBe(0);
});

it("round trips do not depend on how much is in a batch", async () => {
  const counted = await Promise.all(
    [10, 1000].map(async (count) => {
      const { Excel: excel, host } = openOffice(libro([hoja("Metas", [[1]])]));
      await excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getActiveWorksheet();
        const ranges = Array.from({ length: count }, (_, row) => sheet.getCell(row, 0).load("values"));
        await context.sync();
        return ranges.map(({ values }) => values);
      });
      return host.log.roundTrips;
    }),
  );
  expect(counted).toEqual([1, 1]);
});
