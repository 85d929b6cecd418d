import { expect, test } from "vitest";
import { escalaOf, isSameUnidad, isUnidadNamed } from "../../shared/unidad.ts";

test.each([
  "Porcentaje",
  "PORCENTAJE (%)",
  "Porcentajes",
  "Porcentaje de avance",
  "Porciento",
  "Por ciento",
  "por\u00A0ciento",
  "pct",
  "Pct.",
  "%",
  "(%)",
  "% de cobertura",
  "%avance",
  "Porcentual",
  "Punto porcentual",
  "Puntos porcentuales (pp)",
])("«%s» is a percentage", (unidad) => {
  expect(escalaOf(unidad)).toEqual({ porcentaje: true, conteo: false, unidad });
});

test.each([
  "",
  "Número",
  "Número de porcentajes",
  "Índice de porcentaje",
  "Por cien mil habitantes",
  "Por cientos de personas",
  "Porciones",
  "Porcinos",
  "Percentil",
  "Puntos",
  "pctos",
  "Tasa",
])("«%s» is no percentage", (unidad) => {
  expect(escalaOf(unidad).porcentaje).toBe(false);
});

test.each([
  ["Km", "Kilómetros"],
  ["kms", "KILOMETRO"],
  ["m2", "Metros cuadrados"],
  ["m²", "Mts2"],
  ["m 2", "metro cuadrado"],
  ["km2", "Kilómetros cuadrados"],
  ["m³", "Metros cúbicos"],
  ["ha", "Hectáreas"],
  ["Has.", "hectárea"],
  ["und", "Unidad"],
  ["Und.", "Personas"],
  ["Km de vía", "Kilómetros"],
])("«%s» is «%s»", (one, other) => {
  expect([isSameUnidad(one, other), isSameUnidad(other, one)]).toEqual([true, true]);
});

test.each([
  ["m", "m2"],
  ["Metros", "Metros cuadrados"],
  ["Km", "m"],
  ["km", "km2"],
  ["ha", "m2"],
  ["Personas", "Hectáreas"],
])("«%s» is not «%s»", (one, other) => {
  expect([isSameUnidad(one, other), isSameUnidad(other, one)]).toEqual([false, false]);
});

test.each<[string, string, boolean]>([
  ["km", "Kilómetros de vía pavimentados", true],
  ["Metros cuadrados", "M2 de espacio público recuperado", true],
  ["km", "Árboles sembrados", false],
])("a plan in «%s» for «%s»: %s", (unidad, nombre, named) => {
  expect(isUnidadNamed(unidad, { nombre, unidad: "Número" })).toBe(named);
});
