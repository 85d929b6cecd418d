#!/usr/bin/env python3
"""What an analyst of the planning office would write to consolidate the workbooks: pandas to read and compute, openpyxl
to format. The benchmark's peer for `metas consolidar`; same sheets, and less in them (no explanations, no links, few
checks, one style a column).

    python3 pandas_consolidar.py SALIDA.xlsx LIBRO.xlsx…
"""

import sys
import warnings

import numpy as np
import pandas as pd
from openpyxl.chart import BarChart, DoughnutChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

ENCABEZADO = 6  # zero-based row of the header
SECRETARIA, VIGENCIA, CORTE = 1, 2017, "30 de septiembre de 2017"
ANTES, META, EJEC, LB = "Ejecución 2016", "Meta 2017", "Ejecución 2017", "Línea base 2015"
CIFRAS = [LB, *(f"{que} {a}" for a in range(2016, 2020) for que in ("Meta", "Ejecución")), "Ponderador"]
BANDAS = ["Crítico", "Bajo", "Medio", "Satisfactorio", "Sobresaliente"]
COLORES = dict(zip(BANDAS + ["Sin dato"], ["E74C3C", "F39C12", "F1C40F", "2ECC71", "1E8449", "BDC3C7"]))
PLANO = ["Plan de choque", "Plan de choque: cantidad", "Plan de choque: fecha límite", "Plan de choque: responsable"]


def leer(file):
    crudo = pd.read_excel(file, header=None)
    tabla = crudo.iloc[ENCABEZADO + 1 :].copy()
    tabla.columns = crudo.iloc[ENCABEZADO]
    tabla.insert(1, "Secretaría", crudo.iat[SECRETARIA, 1])
    tabla["Libro"] = file.rsplit("/", 1)[-1]
    tabla["Fila"] = np.arange(ENCABEZADO + 2, len(crudo) + 1)
    tabla["NP"] = tabla[META].astype(str).str.strip().str.upper().eq("NP")
    return tabla[tabla["Código"].notna()]


def calcular(t):
    for columna in CIFRAS:
        t[columna] = pd.to_numeric(t[columna], errors="coerce")
    # Values with % format come as ratios: in points, like the rest.
    ratio = t["Unidad de medida"].eq("Porcentaje") & t[META].abs().le(1) & t["Meta 2019"].abs().le(1)
    t.loc[ratio, CIFRAS[:-1]] *= 100
    t["Ponderador"] = t["Ponderador"].fillna(1)
    tipo, flujo = t["Tipo de acumulación"], t["Modo de reporte"].eq("Flujo")
    baja = tipo.isin(["Reducción", "Reducción anual"])
    previo = t[ANTES].fillna(t[LB])
    usa_modo = tipo.isin(["Capacidad", "Reducción"])
    nivel = t[EJEC].where(~(usa_modo & flujo), previo + t[EJEC].where(~baja, -t[EJEC]))
    t["Nivel"] = nivel.where(~tipo.eq("Acumulado"), t[EJEC] + t[ANTES].fillna(0))
    base = t[LB].where(~tipo.eq("Reducción anual"), previo)
    simple = t[EJEC] / t[META]
    neto = (nivel - base) / (t[META] - base)
    avance = neto.where(tipo.isin(["Capacidad", "Reducción", "Reducción anual"]), simple)
    t["Avance"] = avance.where(tipo.notna() & ~t["NP"]).replace([np.inf, -np.inf], np.nan)
    t["Brecha"] = (t[META] - nivel) * np.where(baja, -1, 1)
    t["Semáforo"] = pd.cut(t["Avance"], [-np.inf, 0.4, 0.6, 0.7, 0.8, np.inf], right=False, labels=BANDAS)
    t["Semáforo"] = t["Semáforo"].astype(object).where(t["Avance"].notna(), "Sin dato")
    t["Esperado"] = 0.75
    t["Ritmo"] = np.select([t["Avance"] >= 0.8, t["Avance"] >= 0.7], ["Adelantado", "A tiempo"], "Atrasado")
    t["Cuatrienio"] = (nivel - base) / (t["Meta 2019"] - base)
    t["Estado"] = np.select(
        [t["NP"], t[EJEC].isna(), t["Avance"].isna()], ["NP", "Sin reporte", "Sin dato"], "Medido"
    )
    t["Cumplida"] = (t["Avance"] >= 1).astype(int)
    t["Rezagada"] = (t["Avance"] < 0.7).astype(int)
    t["Aporte"] = t["Avance"].clip(0, 1) * t["Ponderador"]
    t["Peso"] = t["Ponderador"].where(t["Avance"].notna())
    return t.replace([np.inf, -np.inf], np.nan)


def revisar(t):
    """A few checks: gravedad, what is wrong and the rows."""
    pruebas = [
        ("Error", "Falta el tipo de acumulación", t["Tipo de acumulación"].isna()),
        ("Error", "Código repetido", t["Código"].duplicated(keep=False)),
        ("Error", "Meta rezagada sin plan de choque", t["Rezagada"].eq(1) & t["Plan de choque"].isna()),
        ("Advertencia", "Falta reportar la ejecución", t["Estado"].eq("Sin reporte")),
        ("Advertencia", "Avance muy por encima de la meta", t["Avance"] >= 1.5),
        ("Advertencia", "La ejecución retrocede", (t["Nivel"] < t[ANTES]) & t["Tipo de acumulación"].eq("Capacidad")),
        ("Advertencia", "El plan de choque no alcanza", t["Plan de choque: cantidad"] < t["Brecha"]),
        ("Advertencia", "Plan de choque sin fecha límite", t[PLANO[0]].notna() & t[PLANO[2]].isna()),
        ("Información", "Rezago de 2016 sin explicar", t[ANTES] < t["Meta 2016"]),
    ]
    partes = []
    for gravedad, mensaje, mal in pruebas:
        parte = t.loc[mal, ["Secretaría", "Libro", "Fila", "Código", "Indicador"]].copy()
        parte.insert(0, "Gravedad", gravedad)
        parte.insert(1, "Hallazgo", mensaje)
        partes.append(parte)
    return pd.concat(partes)


def resumir(t, por):
    grupos = t.groupby(por, sort=True)
    r = pd.DataFrame({"Indicadores": grupos.size()})
    for estado in ["NP", "Sin reporte", "Sin dato"]:
        r[estado] = grupos["Estado"].apply(lambda s, e=estado: int((s == e).sum()))
    for banda in BANDAS:
        r[banda] = grupos["Semáforo"].apply(lambda s, b=banda: int((s == b).sum()))
    r["Cumplidas"] = grupos["Cumplida"].sum()
    r["Rezagadas"] = grupos["Rezagada"].sum()
    r["Avance promedio"] = grupos["Aporte"].sum() / grupos["Peso"].sum()
    return r.reset_index()


def dar_formato(hoja, anchos, fila=1):
    relleno, letra = PatternFill("solid", fgColor="17324D"), Font(bold=True, color="FFFFFF")
    for celda in hoja[fila]:
        celda.fill, celda.font = relleno, letra
        celda.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        hoja.column_dimensions[celda.column_letter].width = anchos.get(celda.value, 13)
    hoja.freeze_panes = hoja.cell(fila + 1, 2)
    hoja.auto_filter.ref = f"A{fila}:{get_column_letter(hoja.max_column)}{hoja.max_row}"


def pintar(hoja, fila=1):
    rellenos = {banda: PatternFill("solid", fgColor=color) for banda, color in COLORES.items()}
    titulos = [celda.value for celda in hoja[fila]]
    avance, semaforo = titulos.index("Avance") + 1, titulos.index("Semáforo") + 1
    for numero in range(fila + 1, hoja.max_row + 1):
        banda = hoja.cell(numero, semaforo)
        banda.fill = rellenos[banda.value]
        hoja.cell(numero, avance).fill = rellenos[banda.value]
        hoja.cell(numero, avance).number_format = "0.0%"


def con_formulas(hoja, titulos, ultima):
    """Averages that follow the data, as people expect them in Excel."""
    columna = {titulo: get_column_letter(i + 1) for i, titulo in enumerate(titulos)}
    rango = {titulo: f"Indicadores!${letra}$2:${letra}${ultima}" for titulo, letra in columna.items()}
    promedio = hoja.max_column
    for numero in range(2, hoja.max_row + 1):
        clave = f"{rango[hoja.cell(1, 1).value]},$A{numero}"
        hoja.cell(numero, promedio).value = f"=IFERROR(SUMIFS({rango['Aporte']},{clave})/SUMIFS({rango['Peso']},{clave}),\"\")"
        hoja.cell(numero, promedio).number_format = "0.0%"


def main():
    warnings.simplefilter("ignore")
    salida, *libros = sys.argv[1:]
    t = calcular(pd.concat([leer(libro) for libro in libros], ignore_index=True))
    hallazgos = revisar(t)
    columnas = [
        "Código", "Secretaría", "Indicador", "Unidad de medida", "Tipo de acumulación", "Modo de reporte", *CIFRAS[:-1],
        "Nivel", "Brecha", "Avance", "Semáforo", "Ritmo", "Eje", "Componente", "Programa", "Estado", "Esperado",
        "Cuatrienio", "Ponderador", "Participación (%)", "Observaciones", "Plan de choque", "Cumplida", "Rezagada", "Peso",
        "Aporte",
    ]  # fmt: skip
    indicadores = t[columnas]
    rezagadas = t[t["Rezagada"].eq(1)].sort_values("Avance")
    rezagadas = rezagadas[
        ["Código", "Secretaría", "Indicador", "Avance", "Semáforo", META, "Nivel", "Brecha", "Ritmo", *PLANO]
    ]
    secretarias = resumir(t, "Secretaría").sort_values("Avance promedio", ascending=False)
    programas = pd.concat([resumir(t, nivel).rename(columns={nivel: "Programa"}) for nivel in ("Eje", "Programa")])
    anchos = {"Indicador": 42, "Secretaría": 28, "Observaciones": 50, "Plan de choque": 50, "Programa": 30, "Código": 14}
    with pd.ExcelWriter(salida, engine="openpyxl") as libro:
        pd.DataFrame().to_excel(libro, sheet_name="Resumen")
        secretarias.to_excel(libro, sheet_name="Secretarías", index=False)
        programas.to_excel(libro, sheet_name="Programas", index=False)
        indicadores.to_excel(libro, sheet_name="Indicadores", index=False)
        rezagadas.to_excel(libro, sheet_name="Rezagadas", index=False)
        hallazgos.to_excel(libro, sheet_name="Calidad", index=False)
        hojas = libro.book
        for nombre in ("Secretarías", "Programas", "Indicadores", "Rezagadas", "Calidad"):
            dar_formato(hojas[nombre], anchos)
        for nombre in ("Indicadores", "Rezagadas"):
            pintar(hojas[nombre])
        con_formulas(hojas["Secretarías"], columnas, len(indicadores) + 1)
        con_formulas(hojas["Programas"], columnas, len(indicadores) + 1)
        resumen = hojas["Resumen"]
        ultima = len(indicadores) + 1
        letra = {titulo: get_column_letter(i + 1) for i, titulo in enumerate(columnas)}
        resumen["A1"] = f"Plan de Desarrollo 2016-2019, vigencia {VIGENCIA}, corte al {CORTE}"
        resumen["A1"].font = Font(bold=True, size=16)
        filas = [
            ("Indicadores", f"=COUNTA(Indicadores!A2:A{ultima})"),
            (
                "Avance promedio",
                "=SUM(Indicadores!{1}2:{1}{0})/SUM(Indicadores!{2}2:{2}{0})".format(
                    ultima, letra["Aporte"], letra["Peso"]
                ),
            ),
        ]
        for banda in COLORES:
            filas.append((banda, f'=COUNTIF(Indicadores!{letra["Semáforo"]}2:{letra["Semáforo"]}{ultima},A{len(filas) + 3})'))
        for numero, (nombre, formula) in enumerate(filas, 3):
            resumen.cell(numero, 1, nombre).font = Font(bold=True)
            resumen.cell(numero, 2, formula)
            if nombre in COLORES:
                resumen.cell(numero, 1).fill = PatternFill("solid", fgColor=COLORES[nombre])
        resumen["B4"].number_format = "0.0%"
        resumen.column_dimensions["A"].width = 30
        dona = DoughnutChart()
        dona.title = "Semáforo"
        dona.add_data(Reference(resumen, min_col=2, min_row=5, max_row=4 + len(COLORES)))
        dona.set_categories(Reference(resumen, min_col=1, min_row=5, max_row=4 + len(COLORES)))
        resumen.add_chart(dona, "D3")
        hoja = hojas["Secretarías"]
        barras = BarChart()
        barras.type, barras.title = "bar", "Avance promedio por secretaría"
        barras.add_data(Reference(hoja, min_col=hoja.max_column, min_row=1, max_row=hoja.max_row), titles_from_data=True)
        barras.set_categories(Reference(hoja, min_col=1, min_row=2, max_row=hoja.max_row))
        resumen.add_chart(barras, "D20")
        metodo = hojas.create_sheet("Metodología")
        metodo.append(["Tipo", "Cómo se mide"])
        metodo.append(["Capacidad", "(nivel − línea base) / (meta − línea base)"])
        metodo.append(["Acumulado, Flujo, Stock", "ejecución / meta"])
        metodo.append(["Reducción", "(línea base − nivel) / (línea base − meta)"])
        dar_formato(metodo, {"Cómo se mide": 60})


main()
