import type { FilaDemo } from "./fila.ts";

/*
 * The 20 indicadores of the answer to proposición 129: official names and figures (Línea base, metas and ejecución of
 * 2016 and 2017, corte about 30 September 2017). The sentences are the demo's own and keep the quantities told there.
 */

const numero = { unidad: "Número", tipo: "capacidad", modo: "flujo" } as const;
const fin = "2017-12-15";
const emprendimiento = "Subsecretaría de Servicios Productivos";
const cadenas = "Subsecretaría de Cadenas de Valor";
const componente42 = "Componente 4.2: Fortalecimiento empresaria";

const mesas =
  "Se diseñó el proyecto para la población víctima y se socializó con la mesa municipal, y se firmó un convenio de asociación para atenderla.";

export const desarrolloEconomico: readonly FilaDemo[] = [
  {
    ...numero,
    codigo: "41020040002",
    nombre:
      "Población con identidad y orientación sexual y diversa vinculada a capacitación para el trabajo y la empleabilidad, con acompañamiento para la creación de unidades productivas",
    lineaBase: 0,
    metas: [0, 150],
    ejecucion: [0, 50],
    observaciones: "Hubo 3 sesiones de trabajo con la mesa LGTBI y una reunión con el operador del convenio.",
    plan: {
      texto: "Formar a 100 personas más desde octubre, con el proceso de mínima cuantía ya adjudicado.",
      cantidad: 100,
      fecha: fin,
      responsable: emprendimiento,
    },
  },
  {
    ...numero,
    codigo: "43020030003",
    nombre:
      "Personas desvinculadas, desmovilizadas y sus familias atendidos a través de programas de inclusión social, laboral y de generación de ingresos",
    lineaBase: 0,
    metas: [0, 140],
    ejecucion: [0, 0],
    observaciones: "Un solo proponente cumplió los requisitos; el convenio de asociación está en negociación.",
    plan: {
      texto: "Atender desde octubre a las 140 personas con el convenio que se está negociando.",
      cantidad: 140,
      unidad: "Personas",
      fecha: fin,
      responsable: emprendimiento,
    },
  },
  {
    ...numero,
    codigo: "43040030002",
    nombre: "Víctimas del conflicto orientados hacia las ofertas de generación de ingresos",
    lineaBase: 0,
    metas: [0, 300],
    ejecucion: [0, 300],
    observaciones: `${mesas}\nSe orientó a 300 víctimas hacia la oferta de generación de ingresos.`,
    plan: { texto: "Hacer en octubre un evento empresarial para mostrar los productos de las unidades productivas." },
  },
  {
    ...numero,
    codigo: "43040030005",
    nombre:
      "Víctimas del conflicto capacitadas para la empleabilidad, emprendimiento y fortalecidas en procesos productivos",
    lineaBase: 475,
    metas: [575, 875],
    ejecucion: [575, 200],
    observaciones: `${mesas}\nSe sumó el centro de desarrollo empresarial del oriente.`,
    plan: {
      texto: "Fortalecer 100 unidades productivas y formar a 250 víctimas en finanzas personales.",
      cantidad: 100,
      unidad: "Unidades productivas",
      fecha: fin,
      responsable: emprendimiento,
    },
  },
  {
    ...numero,
    codigo: "44010010002",
    nombre:
      "Personas vulnerables capacitadas para la generación de ingresos y el emprendimiento con acompañamiento, asistencia técnica, administrativa, financiera y contable",
    lineaBase: 7480,
    metas: [15_367, 17_877],
    ejecucion: [11_967, 2556],
    observaciones:
      "Convenios para atender a 50 mujeres, 121 carretilleros, 160 personas de La Buitrera, 100 mujeres de la comuna 6 y 160 de la comuna 7, 855 personas de varias comunas, 490 jóvenes y 620 mujeres más.",
    plan: {
      texto: "Firmar en octubre un convenio para capacitar a 730 personas en la comuna 12.",
      cantidad: 730,
      unidad: "Personas",
      fecha: fin,
      responsable: emprendimiento,
    },
  },
  {
    ...numero,
    codigo: "44010010003",
    nombre:
      "Emprendimientos productivos con o para mujeres, jóvenes y trabajadores informales que obtienen acompañamiento integral de orden financiero, administrativo, técnico y comercial",
    lineaBase: 0,
    metas: [520, 590],
    ejecucion: [200, 70],
    observaciones: "Un convenio acompaña a 70 mujeres en lo financiero, lo administrativo y lo comercial.",
    plan: {
      texto: "Formar desde octubre a 25 unidades productivas del Plan Jarillón.",
      cantidad: 25,
      unidad: "Unidades productivas",
      fecha: fin,
      responsable: emprendimiento,
    },
  },
  {
    ...numero,
    codigo: "44010010004",
    nombre:
      "Negocios productivos tradicionales urbanos y rurales fortalecidos en sus capacidades técnicas, administrativas y comerciales",
    lineaBase: 0,
    metas: [0, 150],
    ejecucion: [0, 0],
    observaciones:
      "Por oficio se pidió reprogramar la meta de 150 negocios así: 75 en 2017 y 75 en 2018. El plan de trabajo se socializa en octubre.",
    plan: {
      texto: "Atender 50 negocios identificados entre noviembre y diciembre, y 25 en las plazas de mercado.",
      cantidad: 75,
      unidad: "Negocios",
      fecha: fin,
      responsable: emprendimiento,
    },
  },
  {
    ...numero,
    codigo: "44010020003",
    nombre:
      "Vehículos de financiación tradicionales y no tradicionales desarrollados para apoyar emprendimientos innovadores y de alto impacto en etapa temprana",
    lineaBase: 0,
    metas: [0, 1],
    ejecucion: [0, 1],
    observaciones:
      "Un contrato desarrolla el vehículo de financiación; ya se escogieron 10 empresas. El aporte es de 197.780.000 millones de pesos.",
  },
  {
    ...numero,
    codigo: "44010030001",
    nombre:
      "Iniciativas de co creación entre emprendedores fomentadas para impulsar la cultura emprendedora en la ciudad",
    lineaBase: 0,
    metas: [1, 3],
    ejecucion: [0, 3],
    observaciones: "Se escogieron 3 retos de co creación: movilidad, construcción sostenible y energía.",
  },
  {
    ...numero,
    codigo: "44010030003",
    nombre:
      "Iniciativas de innovación y transferencias de conocimiento para el fomento de la actividad emprendedora implementadas",
    tipo: "flujo",
    lineaBase: 0,
    metas: [1, 1],
    ejecucion: [1, 3],
    observaciones: "Se abrieron 3 procesos de mínima cuantía: prototipos de productos, de servicios y divulgación.",
  },
  {
    ...numero,
    codigo: "44010030006",
    nombre: "Subsectores que conforman la cadena de productos afro pacífico, organizadas y fortalecidas",
    lineaBase: 0,
    metas: [0, 4],
    ejecucion: [0, 2],
    observaciones:
      "Dos subsectores: gastronomía y moda. Se fortalecieron 122 unidades productivas en el festival, 70 de ellas en finanzas.",
    plan: { texto: "Fortalecer en octubre a 40 unidades productivas de cosmética y cuidado personal." },
  },
  {
    ...numero,
    codigo: "44010030007",
    nombre: "Bankomunales conformados para la autogestión de comunidades vulnerables",
    modo: "nivel",
    lineaBase: 60,
    metas: [110, 160],
    ejecucion: [116, 160],
    observaciones: "Un convenio creó 44 Bankomunales nuevos, y hay 4 adicionales a la meta.",
  },
  {
    ...numero,
    codigo: "44020010001",
    componente: componente42,
    nombre: "Mipymes fortalecidas en capacidades técnicas y comerciales en sectores estratégicos",
    lineaBase: 0,
    metas: [50, 80],
    ejecucion: [33, 0],
    observaciones: "Se trabaja con 20 mipymes de confecciones y se aplicará la ruta a 80 más en el Mercatón.",
    plan: {
      texto: "Aplicar la ruta de trabajo a 80 mipymes en octubre y sensibilizar a las 20 de confecciones.",
      cantidad: 80,
      unidad: "Mipymes",
      fecha: fin,
      responsable: cadenas,
    },
  },
  {
    ...numero,
    codigo: "44020010003",
    componente: componente42,
    nombre: "Grandes y medianas empresas de sectores estratégicos apoyadas por medio de programas de innovación",
    lineaBase: 0,
    metas: [5, 15],
    ejecucion: [3, 11],
    observaciones:
      "Los consorcios de exportación apoyan a 11 empresas. El proyecto de inversión tiene una meta de 10 empresas.",
    plan: { texto: "Concretar alianzas para apoyar a más empresas antes de diciembre." },
  },
  {
    ...numero,
    codigo: "44020010005",
    componente: componente42,
    nombre:
      "Mipymes apoyadas por medio de proyectos de ciencia, tecnología e innovación en alianza con centros de investigación y oficinas de transferencia tecnológica",
    lineaBase: 0,
    metas: [0, 20],
    ejecucion: [0, 17],
    observaciones: "Se apoyó a 10 mipymes de moda y a 7 de tercerización de servicios en la formulación de proyectos.",
    plan: {
      texto: "Formalizar en octubre el contrato con la universidad para apoyar a las 3 mipymes que faltan.",
      cantidad: 3,
      unidad: "Mipymes",
      fecha: fin,
      responsable: cadenas,
    },
  },
  {
    ...numero,
    codigo: "44020010007",
    componente: componente42,
    nombre: "Iniciativas clústeres fortalecidas en capacidades asociativas, técnicas y comerciales",
    lineaBase: 4,
    metas: [0, 6],
    ejecucion: [0, 2],
    observaciones: "Se fortalecieron 2 iniciativas clúster: logística y moda.",
    plan: { texto: "Meta cumplida: no se formula plan de choque." },
  },
  {
    codigo: "44030020006",
    nombre: "Plan estratégico de cooperación y marketing de ciudad formulado",
    unidad: "Porcentaje",
    tipo: "capacidad",
    modo: "flujo",
    lineaBase: 0,
    metas: [0, "100%"],
    ejecucion: [0, 20],
    participacion: 64,
    observaciones:
      "Va el 20 % del diagnóstico y una propuesta de incentivos tributarios, que se presenta al Concejo en 2018.",
    plan: {
      texto:
        "Se pidió por oficio pasar la meta compartida a 2019: 64 % de esta secretaría y 36 % de Seguridad y Justicia.",
    },
  },
  {
    ...numero,
    codigo: "44030020007",
    nombre: "Eventos y ferias desarrolladas para promover los sectores de inversión de la ciudad región",
    tipo: "flujo",
    lineaBase: 0,
    metas: [1, 2],
    ejecucion: [1, 2],
    observaciones: "Se hicieron 2 eventos de ciudad: la cumbre empresarial y la feria de la moda.",
  },
  {
    ...numero,
    codigo: "44040010001",
    nombre:
      "Personas vulnerables vinculadas a programas de inclusión laboral, que incluye capacitación, intermediación laboral, orientación ocupacional y acompañamiento",
    lineaBase: 22_212,
    metas: [24_902, 25_297],
    ejecucion: [23_262, 1825],
    observaciones:
      "Cinco convenios: 600 personas en confecciones, 670 en varios oficios, 130 en gastronomía, 300 en metalmecánica y 125 en inserción laboral.",
    plan: {
      texto: "Firmar dos convenios pendientes: 500 y 295 personas en formación para el trabajo.",
      cantidad: 795,
      unidad: "Personas",
      fecha: fin,
      responsable: emprendimiento,
    },
  },
  {
    ...numero,
    codigo: "44040010003",
    nombre:
      "Proyectos de fortalecimiento social, organizacional y empresarial que fortalezcan las capacidades de los recicladores de oficio y sus organizaciones",
    lineaBase: 3,
    metas: [4, 5],
    ejecucion: [4, 0],
    observaciones: "En septiembre se firmó un convenio de cooperación internacional que definirá el proyecto.",
    plan: {
      texto: "Hacer 4 talleres antes de diciembre, como ruta para formular el proyecto.",
      cantidad: 4,
      unidad: "Talleres",
      fecha: fin,
      responsable: cadenas,
    },
  },
];
