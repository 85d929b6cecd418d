import type { PlanInput } from "./schema.ts";

/**
 * Plan de Desarrollo 2016–2019 of Santiago de Cali, as far as the answer to proposición 129 names it: the example that
 * comes with the product. Another city edits its own `plan.json`.
 */
export const cali2016: PlanInput = {
  nombre: "Plan de Desarrollo 2016-2019",
  entidad: "Santiago de Cali",
  lineaBase: 2015,
  vigencias: [2016, 2017, 2018, 2019],
  codigo: {
    segmentos: [
      { nombre: "constante", ancho: 1, valor: "4" },
      { nombre: "eje", ancho: 1 },
      { nombre: "componente", ancho: 2 },
      { nombre: "programa", ancho: 3 },
      { nombre: "consecutivo", ancho: 4 },
    ],
    ejemplo: "44010030007",
  },
  ejes: [
    {
      numero: "1",
      nombre: "Cali social y diversa",
      componentes: [
        {
          numero: "1.2",
          nombre: "Derechos con equidad, superando barreras para la inclusión",
          programas: [
            {
              numero: "1.2.4",
              nombre: "Respeto y garantía a los derechos del sector poblacional LGBTI",
            },
          ],
        },
      ],
    },
    { numero: "2", nombre: "Cali amable y sostenible" },
    {
      numero: "3",
      nombre: "Cali progresa en paz, con seguridad y cultura ciudadana",
      componentes: [
        {
          numero: "3.2",
          nombre: "Paz y derechos humanos",
          programas: [
            {
              numero: "3.2.3",
              nombre: "Reintegración social y económica de desvinculados y desmovilizados del conflicto",
            },
          ],
        },
        {
          numero: "3.4",
          nombre: "Atención Integral a las víctimas del conflicto armado",
          programas: [{ numero: "3.4.3", nombre: "Reparación Integral" }],
        },
      ],
    },
    {
      numero: "4",
      nombre: "Cali emprendedora y pujante",
      componentes: [
        {
          numero: "4.1",
          nombre: "Fomento al emprendimiento",
          programas: [
            { numero: "4.1.1", nombre: "Emprendimientos como forma de vida" },
            { numero: "4.1.2", nombre: "Emprendimientos innovadores y de alto impacto" },
            { numero: "4.1.3", nombre: "Mecanismos de apoyo al emprendimiento" },
          ],
        },
        {
          numero: "4.2",
          nombre: "Fortalecimiento empresarial",
          programas: [{ numero: "4.2.1", nombre: "Impulso a las Mipymes y a la gran empresa" }],
        },
        {
          numero: "4.3",
          nombre: "Zonas de vocación económica y marketing de ciudad",
          programas: [
            {
              numero: "4.3.2",
              nombre: "Proyección internacional de Cali como ciudad de eventos de talla mundial",
            },
          ],
        },
        {
          numero: "4.4",
          nombre: "Condiciones para impulsar el desarrollo económico",
          programas: [{ numero: "4.4.1", nombre: "Condiciones para la empleabilidad e inclusión laboral" }],
        },
      ],
    },
    { numero: "5", nombre: "Cali participativa y bien gobernada" },
  ],
  secretarias: [
    {
      id: "desarrollo-economico",
      nombre: "Secretaría de Desarrollo Económico",
      alias: ["Desarrollo Económico", "SDE"],
    },
    {
      id: "seguridad-y-justicia",
      nombre: "Secretaría de Seguridad y Justicia",
      alias: ["Seguridad y Justicia"],
    },
  ],
  reprogramaciones: [
    {
      codigo: "44010010004",
      secretaria: "desarrollo-economico",
      estado: "solicitada",
      metas: { "2017": 75, "2018": 75 },
      nota: "Solicita repartir los 150 negocios de 2017 en 75 para 2017 y 75 para 2018.",
    },
    {
      codigo: "44030020006",
      secretaria: "desarrollo-economico",
      estado: "solicitada",
      metas: { "2019": 100 },
      nota: "Solicita pasar la meta compartida a 2019 y repartirla 64 % / 36 % con Seguridad y Justicia.",
    },
  ],
};
