import type { Azar } from "./azar.ts";

/**
 * A sentence as planning offices write them. Words are many and their order changes, because the share of a workbook that
 * is text should deflate like real text does (about 4 to 1), not like one sentence copied.
 */
export function makeFrase(azar: Azar): string {
  const inicio = azar.chance(0.4) ? `${azar.pick(inicios)}, se` : "Se";
  const hecho = `${azar.pick(verbos)} ${azar.whole(2, 960)} ${azar.pick(sustantivos)}`;
  const parts = [`${inicio} ${hecho} ${azar.pick(adjetivos)}`];
  if (azar.chance(0.8)) parts.push(`${azar.pick(enlaces)} ${azar.pick(sustantivos)} de ${azar.pick(temas)}`);
  if (azar.chance(0.7)) parts.push(`en ${azar.pick(lugares)}`);
  if (azar.chance(0.6)) parts.push(`con ${azar.pick(entidades)}`);
  if (azar.chance(0.75)) parts.push(makeDetalle(azar));
  if (azar.chance(0.3)) parts.push(`por valor de $${azar.whole(8, 990)}.${azar.whole(100, 999)}.000`);
  if (azar.chance(0.3))
    parts.push(`(contrato 4${azar.whole(100, 199)}.${azar.whole(1, 9)}.26.${azar.whole(10, 999)} de 2017)`);
  return `${parts.join(" ")}.`;
}

/** Where, when, by whom, and some words of no great meaning: what makes every report differ from the next. */
function makeDetalle(azar: Azar): string {
  const count = azar.whole(2, 7);
  const some = Array.from({ length: count }, () => `${azar.pick(nexos)} ${azar.pick(vocabulario)}`).join(" ");
  switch (azar.whole(0, 3)) {
    case 0:
      return `el ${azar.whole(1, 30)} de ${azar.pick(meses)} ${some}`;
    case 1:
      return `${some} según ${makePersona(azar)}`;
    case 2:
      return `(Calle ${azar.whole(1, 122)} # ${azar.whole(1, 90)}-${azar.whole(1, 99)}) ${some}`;
    default:
      return `${some}, es decir el ${azar.whole(1, 99)},${azar.whole(0, 9)} %`;
  }
}

/** What an indicador measures. */
export function makeNombre(azar: Azar, cosa: string): string {
  const tail = azar.chance(0.5) ? ` y ${azar.pick(sustantivos)} ${azar.pick(adjetivos)}` : "";
  return `${cosa} ${azar.pick(enlaces)} ${azar.pick(sustantivos)} de ${azar.pick(temas)}${tail} en ${azar.pick(lugares)}`;
}

export function makePersona(azar: Azar): string {
  return `${azar.pick(nombres)} ${azar.pick(apellidos)} ${azar.pick(apellidos)}`;
}

function words(text: string): readonly [string, ...string[]] {
  const [first = "", ...rest] = text.trim().split(/\s*[·\n]\s*/);
  return [first, ...rest];
}

const inicios = words(
  `A la fecha de corte · En el tercer trimestre · De acuerdo con el cronograma · Gracias al convenio · Durante agosto
   Por solicitud de la comunidad · Conforme al plan de acción · Una vez adjudicado el proceso · En cumplimiento del acuerdo
   Con recursos propios · Con recursos del balance · Pese al rezago de 2016`,
);
const verbos = words(
  `realizaron · contrataron · formalizaron · acompañaron · entregaron · capacitaron · visitaron · diseñaron · socializaron
   caracterizaron · adecuaron · dotaron · suscribieron · atendieron · orientaron · vincularon · evaluaron · instalaron
   certificaron · publicaron · mantuvieron · recuperaron · beneficiaron · tramitaron · concertaron · actualizaron`,
);
const sustantivos = words(
  `personas · hogares · familias · talleres · jornadas · unidades productivas · docentes · estudiantes · líderes · madres
   emprendedores · víctimas · jóvenes · adultos mayores · niños y niñas · cuidadores · comerciantes · artistas · deportistas
   proyectos · documentos · mesas de trabajo · brigadas · predios · sedes · parques · vías · luminarias · árboles
   microempresas · cooperativas · cabildos · juntas de acción comunal · bibliotecas · comedores · semilleros · ferias
   estudios previos · licencias · veedurías · convenios · visitas técnicas · campañas · cámaras · estaciones · operativos`,
);
const adjetivos = words(
  `priorizados · con enfoque diferencial · del sector rural · en condición de vulnerabilidad · de la zona de ladera
   pertenecientes al régimen subsidiado · con seguimiento mensual · previamente focalizados · en extrema pobreza
   con discapacidad · afrodescendientes · indígenas · del programa anterior · nuevos · pendientes de liquidación · urbanos
   con certificación vigente · bajo el nuevo estándar · de educación media · registrados en la base única`,
);
const enlaces = words(
  `para fortalecer · que hacen parte de · relacionados con · como apoyo a · mediante · orientados hacia · sin perjuicio de
   con el fin de atender · dentro de la estrategia de · en articulación con · que requerían · a través de`,
);
const temas = words(
  `convivencia · salud mental · seguridad alimentaria · empleabilidad · movilidad · primera infancia · cultura ciudadana
   gestión del riesgo · saneamiento básico · turismo · innovación social · deporte · bilingüismo · espacio público
   cambio climático · economía solidaria · justicia restaurativa · gobierno en línea · vivienda · patrimonio · bienestar animal
   memoria histórica · alumbrado · reciclaje · transporte · lectura y escritura · equidad de género · control interno`,
);
const lugares = words(
  `la comuna 1 · la comuna 3 · la comuna 6 · las comunas 13, 14 y 15 · la comuna 18 · la comuna 20 · la comuna 21
   los corregimientos de La Buitrera y Pance · Siloé · el Distrito de Aguablanca · Terrón Colorado · Potrero Grande
   el centro histórico · la zona de expansión · Montebello · Felidia · Villacarmelo · El Saladito · Golondrinas · Navarro
   San Antonio · Menga · Alfonso López · El Vergel · Charco Azul · Mojica · Manuela Beltrán · Polvorines · toda la ciudad`,
);
const entidades = words(
  `el SENA · la Universidad del Valle · el ICBF · la Cámara de Comercio · la Policía Metropolitana · Emcali · la CVC · el DPS
   la Personería · Metrocali · la Fundación Carvajal · Comfandi · la Red de Salud Ladera · la Escuela Nacional del Deporte
   el Ministerio de Trabajo · la OIM · el Instituto Popular de Cultura · Corfecali · Bomberos & Defensa Civil · la ESAP`,
);
const meses = words(`enero · febrero · marzo · abril · mayo · junio · julio · agosto · septiembre`);
const nexos = words(`de la · del · y · con · para · en · por · sobre · que · sin · la · los · las · a · ante · desde`);
const vocabulario = words(
  `acción · acompañamiento · acta · actividad · acuerdo · adición · administración · agenda · agua · ajuste · alianza · alimento
   alternativa · amenaza · análisis · apertura · apoyo · área · asamblea · asesoría · asignación · asistencia · atención · audiencia
   autoridad · aval · balance · barrio · base · beneficio · bienes · brecha · cadena · calidad · calendario · cancha · capacidad
   carga · cargo · carta · casa · caso · causa · celebración · censo · centro · cierre · ciudadanía · clima · cobertura · colegio
   comité · compra · compromiso · comunicación · concepto · concertación · condición · conflicto · consejo · consulta · consultoría
   contexto · contratista · contrato · control · cooperación · coordinación · costo · crédito · criterio · cronograma · cuenca · cuenta
   cupo · curso · dato · debate · decreto · demanda · demora · depósito · desarrollo · desembolso · despacho · diagnóstico · diálogo
   difusión · diplomado · dirección · diseño · disponibilidad · distribución · documento · dotación · edificio · efecto · ejecución
   emergencia · empalme · encuentro · encuesta · energía · enlace · entorno · entrega · equipo · escenario · espacio · esquema · estado
   estrategia · estudio · etapa · evento · evidencia · expediente · experiencia · factura · fallo · fase · fecha · festival · ficha
   financiación · firma · formación · foro · frente · fuente · función · garantía · gasto · gestor · grupo · guía · habilitación · hallazgo
   herramienta · historia · horario · huerta · idea · impacto · implementación · impuesto · incentivo · informe · iniciativa · inscripción
   inspección · insumo · intervención · inventario · inversión · investigación · invierno · invitación · jornada · jurado · laboratorio
   ladera · lectura · ley · licitación · liderazgo · límite · lista · localidad · logística · logro · lote · manejo · mapa · material
   medida · medio · mejora · memoria · mercado · mesa · método · metodología · ministerio · módulo · monitoreo · motivo · muestra · museo
   negociación · norma · noticia · novedad · nómina · oferta · oficio · operador · oportunidad · orden · organización · origen · paisaje
   pago · papel · participación · patio · peatón · periodo · permiso · personal · piloto · piscina · plazo · pliego · póliza · práctica
   precio · predio · premio · prensa · presupuesto · prevención · problema · proceso · producto · profesional · promoción · propuesta
   protección · protocolo · proveedor · prueba · puente · puesto · punto · quebrada · queja · radio · reapertura · recaudo · recorrido
   recreo · recurso · red · reforma · registro · reglamento · relación · remisión · renovación · reparación · reporte · requisito · reserva
   residuo · respuesta · resultado · retraso · reunión · revisión · riesgo · río · ruta · salida · salón · sector · seguimiento · selección
   semestre · señalización · servicio · sesión · siembra · sistema · sitio · socialización · solicitud · solución · subsidio · suelo
   suministro · supervisión · tablero · taller · tarea · tarifa · técnica · tema · terreno · territorio · título · trámite · transición
   transporte · tratamiento · traslado · trimestre · turno · ubicación · urgencia · usuario · utilidad · valla · valor · vehículo · verano
   vereda · viaje · vigencia · visita · vocero · voluntad · vuelta · zona · zoonosis`,
);
const nombres = words(
  `María Fernanda · Óscar Iván · Lucía · Andrés · Claudia Ximena · Jhon Jairo · Nhora · Édgar · Luz Dary · Héctor Fabio`,
);
const apellidos = words(
  `Ñáñez · Gómez · Peña · Zúñiga · Agüero · Caicedo · Mosquera · Lasso · Valencia · Mina · Ibargüen · Ortiz · Muñoz · Rengifo`,
);
