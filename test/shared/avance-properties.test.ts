import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capAvance, computeAvance, type Avance } from "../../shared/avance.ts";
import { tiposAcumulacion, type ModoReporte } from "../../shared/indicador.ts";
import { makeCifras, type Cifra } from "./cifras.ts";
import { makePlan } from "./sheet.ts";

const plan = makePlan();
const last = 2;

const amount = fc.integer({ min: -100_000, max: 100_000 });
const modo = fc.constantFrom<ModoReporte>("nivel", "flujo");
const cents = fc.integer({ min: -9_999_999, max: 9_999_999 }).map((whole) => whole / 100);
const anyCifra: fc.Arbitrary<Cifra> = fc.oneof(
  { weight: 6, arbitrary: fc.oneof(amount, cents, fc.constant(0)) },
  { weight: 2, arbitrary: fc.constantFrom<Cifra>("np", "?", null) },
);
const three = fc.tuple(anyCifra, anyCifra, anyCifra);
const anyCifras = fc
  .record({
    tipo: fc.constantFrom(...tiposAcumulacion, null),
    modo: fc.constantFrom<ModoReporte | null>("nivel", "flujo", null),
    lb: anyCifra,
    metas: three,
    ejecucion: three,
  })
  .map((each) => makeCifras(each.tipo, each.modo, each.lb, each.metas, each.ejecucion));

describe("any figures at all", () => {
  test("a reason exactly where there is no avance", () => {
    check(({ avance, reason, cuatrienio, cuatrienioReason }) => {
      expect(avance === null).toBe(reason !== null);
      expect(cuatrienio === null).toBe(cuatrienioReason !== null);
    });
  });

  test("never NaN, infinite or minus zero", () => {
    check(({ avance, cuatrienio, nivel, brecha, nivelAnterior }) => {
      for (const value of [avance, cuatrienio, nivel, brecha, nivelAnterior]) {
        expect(value === null || (Number.isFinite(value) && !Object.is(value, -0))).toBe(true);
      }
    });
  });

  test("an avance always comes with its brecha, and a brecha is left exactly while the avance is below 1", () => {
    check(({ avance, brecha }) => {
      if (avance === null) return;
      expect(brecha).not.toBeNull();
      expect(Math.sign(brecha ?? Number.NaN)).toBe(Math.sign(1 - avance) + 0);
    });
  });

  test("the nivel of one vigencia is where the next one starts", () => {
    fc.assert(
      fc.property(anyCifras, (each) => {
        const cifras = { ...each, modoReporte: "nivel" } as const;
        const before = computeAvance(cifras, 1, plan);
        const reported = cifras.metas[1]?.kind !== "np" && cifras.metas[1]?.kind !== "blank";
        if (before.nivel === null || !reported) return;
        expect(computeAvance(cifras, last, plan).nivelAnterior).toBe(before.nivel);
      }),
    );
  });

  test("what is still to come never changes the open vigencia", () => {
    fc.assert(
      fc.property(anyCifras, anyCifra, anyCifra, (cifras, meta, ejecucion) => {
        const other = makeCifras(null, null, null, [meta], [ejecucion]);
        const changed = {
          ...cifras,
          metas: [...cifras.metas.slice(0, 2), ...other.metas],
          ejecucion: [...cifras.ejecucion.slice(0, 2), ...other.ejecucion],
        };
        const { avance, nivel, brecha, reason } = computeAvance(cifras, 1, plan);
        expect(computeAvance(changed, 1, plan)).toMatchObject({ avance, nivel, brecha, reason });
      }),
    );
  });
});

describe("capacidad", () => {
  /** Línea base, meta above it, last nivel, reported. */
  const growing = fc.tuple(amount, fc.integer({ min: 1, max: 100_000 }), amount, amount, modo);

  test("the scale of the unit does not matter", () => {
    fc.assert(
      fc.property(growing, fc.constantFrom(2, 10, 1000, 0.1, 0.01), ([lb, way, previo, reported, how], scale) => {
        const plain = measure(lb, lb + way, previo, reported, how).avance ?? Number.NaN;
        const scaled = measure(lb * scale, (lb + way) * scale, previo * scale, reported * scale, how).avance;
        if (lb + way === 0) return;
        expect(scaled ?? Number.NaN).toBeCloseTo(plain, 9);
      }),
    );
  });

  test("shifting línea base, meta and niveles together does not matter", () => {
    fc.assert(
      fc.property(growing, amount, ([lb, way, previo, reported], shift) => {
        const plain = measure(lb, lb + way, previo, reported, "nivel");
        const shifted = measure(lb + shift, lb + way + shift, previo + shift, reported + shift, "nivel");
        fc.pre(plain.reason !== "np" && shifted.reason !== "np");
        expect([shifted.avance, shifted.brecha]).toEqual([plain.avance, plain.brecha]);
      }),
    );
  });

  test("0 at the línea base, 1 exactly at the meta, half way at the middle", () => {
    fc.assert(
      fc.property(growing, ([lb, way, previo]) => {
        fc.pre(lb + 2 * way !== 0);
        expect(measure(lb, lb + 2 * way, previo, lb, "nivel").avance).toBe(0);
        expect(measure(lb, lb + 2 * way, previo, lb + way, "nivel").avance).toBe(0.5);
        expect(measure(lb, lb + 2 * way, previo, lb + 2 * way, "nivel")).toMatchObject({ avance: 1, brecha: 0 });
      }),
    );
  });

  test("more reported is never less avance", () => {
    fc.assert(
      fc.property(growing, fc.integer({ min: 1, max: 1000 }), ([lb, way, previo, reported, how], more) => {
        fc.pre(lb + way !== 0);
        const less = measure(lb, lb + way, previo, reported, how).avance ?? Number.NaN;
        expect(measure(lb, lb + way, previo, reported + more, how).avance).toBeGreaterThan(less);
      }),
    );
  });

  test("a flow upon the last nivel reads as the nivel it leads to", () => {
    fc.assert(
      fc.property(growing, ([lb, way, previo, reported]) => {
        fc.pre(lb + way !== 0);
        const { modo: asFlow, ...flow } = measure(lb, lb + way, previo, reported, "flujo");
        const { modo: asLevel, ...level } = measure(lb, lb + way, previo, previo + reported, "nivel");
        expect(flow).toEqual(level);
        expect([asFlow, asLevel]).toEqual(["flujo", "nivel"]);
      }),
    );
  });

  test("the avance is what is walked of the way: brecha = (1 − avance) × (meta − línea base)", () => {
    fc.assert(
      fc.property(growing, ([lb, way, previo, reported, how]) => {
        fc.pre(lb + way !== 0);
        const { avance, brecha } = measure(lb, lb + way, previo, reported, how);
        expect((1 - (avance ?? Number.NaN)) * way).toBeCloseTo(brecha ?? Number.NaN, 3);
      }),
    );
  });

  test("modo not said: computed exactly where both readings give one nivel", () => {
    fc.assert(
      fc.property(growing, fc.boolean(), ([lb, way, previo, reported], fromZero) => {
        fc.pre(lb + way !== 0);
        const start = fromZero ? 0 : previo;
        const figures = (how: ModoReporte | null): Avance =>
          computeAvance(makeCifras("capacidad", how, lb, [1, lb + way], [start, reported]), 1, plan);
        const agree = figures("nivel").nivel === figures("flujo").nivel;
        expect(figures(null).reason).toBe(agree ? null : "modo-ambiguo");
      }),
    );
  });
});

test("reduccion is capacidad seen in the mirror", () => {
  fc.assert(
    fc.property(amount, three, three, modo, (lb, metas, ejecucion, how) => {
      // 0 is a meta for a reduction and NP for capacidad; and a modo asks for the sign of the flow.
      fc.pre([...metas, lb].every((each) => each !== 0) && ejecucion.every((each) => each !== 0));
      const flow = how === "flujo" ? ejecucion[last] : turn(ejecucion[last]);
      const up = computeAvance(makeCifras("capacidad", how, lb, metas, ejecucion), last, plan);
      const down = computeAvance(
        makeCifras("reduccion", how, -lb, metas.map(turn), [turn(ejecucion[0]), turn(ejecucion[1]), flow]),
        last,
        plan,
      );
      expect(down).toEqual({
        ...up,
        nivel: mirror(up.nivel),
        nivelAnterior: mirror(up.nivelAnterior),
        alcanzado: mirror(up.alcanzado),
      });
    }),
    { numRuns: 1000 },
  );
});

test("acumulado: nivel is the sum of what was reported, cuatrienio the share of all metas", () => {
  const years = fc.array(fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.nat(9999)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(years, anyCifra, (pairs, lb) => {
      const metas = pairs.map(([meta]) => meta);
      const reported = pairs.map(([, each]) => each);
      const { nivel, cuatrienio } = computeAvance(
        makeCifras("acumulado", null, lb, metas, reported),
        pairs.length - 1,
        plan,
      );
      const total = reported.reduce((sum, each) => sum + each, 0);
      expect(nivel).toBe(total);
      expect(cuatrienio).toBe(total / metas.reduce((sum, each) => sum + each, 0));
    }),
  );
});

test.each(["flujo", "stock"] as const)("%s: the ratio of the year, whatever came before", (tipo) => {
  fc.assert(
    fc.property(
      anyCifra,
      three,
      three,
      fc.integer({ min: 1, max: 9999 }),
      amount,
      (lb, metas, ejecucion, meta, reported) => {
        const cifras = makeCifras(tipo, null, lb, [metas[0], metas[1], meta], [ejecucion[0], ejecucion[1], reported]);
        expect(computeAvance(cifras, last, plan)).toMatchObject({
          avance: reported / meta + 0,
          brecha: meta - reported,
        });
      },
    ),
  );
});

test.each(["flujo", "stock", "reduccionAnual"] as const)("%s: the cuatrienio is a mean within 0 and 1", (tipo) => {
  fc.assert(
    fc.property(anyCifra, three, three, (lb, metas, ejecucion) => {
      const cifras = makeCifras(tipo, null, lb, metas, ejecucion);
      const years = [0, 1, 2].map((index) => computeAvance(cifras, index, plan));
      const programmed = years.filter(({ reason }) => reason !== "np");
      const { cuatrienio } = computeAvance(cifras, last, plan);
      const measurable = programmed.length > 0 && programmed.every(({ avance }) => avance !== null);
      expect(cuatrienio !== null).toBe(measurable);
      fc.pre(measurable);
      const capped = programmed.map(({ avance }) => capAvance(avance ?? Number.NaN));
      expect(cuatrienio).toBeCloseTo(capped.reduce((sum, each) => sum + each, 0) / capped.length, 9);
      expect(cuatrienio).toBeGreaterThanOrEqual(0);
      expect(cuatrienio).toBeLessThanOrEqual(1);
    }),
  );
});

test("reduccionAnual: from the last nivel to the meta", () => {
  fc.assert(
    fc.property(
      amount,
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: -9999, max: 9999 }),
      (previo, way, cut) => {
        const cifras = makeCifras("reduccionAnual", null, 5, [1, previo - way], [previo, previo - cut]);
        expect(computeAvance(cifras, 1, plan)).toMatchObject({ avance: cut / way + 0, brecha: way - cut });
      },
    ),
  );
});

describe("NP, blank and zero", () => {
  test.each(tiposAcumulacion)("%s: an NP vigencia changes nothing later", (tipo) => {
    fc.assert(
      fc.property(anyCifra, three, three, anyCifra, modo, (lb, metas, ejecucion, noise, how) => {
        const without = computeAvance(makeCifras(tipo, how, lb, metas, ejecucion), last, plan);
        const inserted = makeCifras(
          tipo,
          how,
          lb,
          [metas[0], "np", metas[1], metas[2]],
          [ejecucion[0], noise, ejecucion[1], ejecucion[2]],
        );
        expect(computeAvance(inserted, last + 1, plan)).toEqual(without);
      }),
    );
  });

  test.each(tiposAcumulacion)("%s: a blank report is not a zero", (tipo) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }), (lb, way) => {
        const meta = tipo.startsWith("reduccion") ? lb : lb + way;
        const start = tipo.startsWith("reduccion") ? lb + way : lb;
        const [blank, zero] = [null, 0].map((reported) =>
          computeAvance(makeCifras(tipo, "nivel", start, [meta], [reported]), 0, plan),
        );
        expect(blank?.reason).toBe("sin-ejecucion");
        expect(zero?.avance).not.toBeNull();
      }),
    );
  });
});

/** Checks figures of every kind, both readings of capacidad, at the last vigencia. */
function check(assertion: (avance: Avance) => void): void {
  fc.assert(
    fc.property(anyCifras, fc.constantFrom(plan, makePlan({ capacidad: "nivel" })), (cifras, either) => {
      assertion(computeAvance(cifras, last, either));
    }),
    { numRuns: 2000 },
  );
}

/** Capacidad with a last nivel and a report, no meta but this vigencia's. */
function measure(lb: number, meta: number, previo: number, reported: number, how: ModoReporte): Avance {
  return computeAvance(makeCifras("capacidad", how, lb, [1, meta, "np"], [previo, reported, null]), 1, plan);
}

function turn(cifra: Cifra): Cifra {
  return typeof cifra === "number" ? -cifra : cifra;
}

function mirror(value: number | null): number | null {
  return value === null ? null : 0 - value;
}
