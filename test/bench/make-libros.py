#!/usr/bin/env python3
"""Writes the benchmark's workbooks with XlsxWriter, or with openpyxl where that is missing.

Called by test/bench/corpus.ts, which says on standard input what to write: for every workbook one line of JSON with its
title block and columns, then one line a row. A cell is null, a text, a number, {"percent": ratio} or {"date": serial}.

    apt install python3-xlsxwriter python3-openpyxl python3-pandas
"""

import json
import sys

TITLE_COLUMN = 1
TAG_ROW = 5
HEADER_ROW = 6
FORMATS = {"percent": "0.0%", "date": "dd/mm/yyyy"}


def main():
    try:
        import xlsxwriter  # noqa: F401

        write = with_xlsxwriter
    except ImportError:
        write = with_openpyxl
    made = 0
    for line in sys.stdin:
        book = json.loads(line)
        write(book, (json.loads(sys.stdin.readline()) for _ in range(book["filas"])))
        made += 1
    print(write.__name__, made)


def cells_of(book):
    """Everything above the rows: row, column, value, defined name or None."""
    for row, entry in enumerate(book["titulo"]):
        yield row, 0, entry["etiqueta"], None
        yield row, TITLE_COLUMN, entry["valor"], entry["nombre"]
    for column, columna in enumerate(book["columnas"]):
        yield TAG_ROW, column, columna["key"], None
        yield HEADER_ROW, column, columna["encabezado"], None


def with_xlsxwriter(book, rows):
    import xlsxwriter

    workbook = xlsxwriter.Workbook(book["file"], {"strings_to_urls": False, "strings_to_formulas": False})
    sheet = workbook.add_worksheet(book["hoja"])
    formats = {kind: workbook.add_format({"num_format": code}) for kind, code in FORMATS.items()}
    header = workbook.add_format({"bold": True, "bg_color": "#17324D", "font_color": "white", "text_wrap": True})

    def put(row, column, value, style=None):
        if isinstance(value, dict):
            ((kind, number),) = value.items()
            sheet.write_number(row, column, number, formats[kind])
        elif isinstance(value, str):
            sheet.write_string(row, column, value, style)
        elif value is not None:
            sheet.write_number(row, column, value, style)

    for row, column, value, name in cells_of(book):
        put(row, column, value, header if row == HEADER_ROW else None)
        if name is not None:
            workbook.define_name(name, f"={book['hoja']}!$B${row + 1}")
    for row, values in enumerate(rows, HEADER_ROW + 1):
        for column, value in enumerate(values):
            put(row, column, value)
    for column, columna in enumerate(book["columnas"]):
        sheet.set_column(column, column, columna["ancho"])
    sheet.set_row(TAG_ROW, None, None, {"hidden": True})
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + book["filas"], len(book["columnas"]) - 1)
    workbook.close()


def with_openpyxl(book, rows):
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.workbook.defined_name import DefinedName

    workbook = Workbook()
    sheet = workbook.active
    sheet.title = book["hoja"]

    def put(row, column, value):
        cell = sheet.cell(row + 1, column + 1)
        if isinstance(value, dict):
            ((kind, number),) = value.items()
            cell.value = number
            cell.number_format = FORMATS[kind]
        elif value is not None:
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
        return cell

    for row, column, value, name in cells_of(book):
        cell = put(row, column, value)
        if row == HEADER_ROW:
            cell.font = Font(bold=True, color="FFFFFF")
            cell.fill = PatternFill("solid", fgColor="17324D")
        if name is not None:
            defined = DefinedName(name, attr_text=f"{book['hoja']}!$B${row + 1}")
            names = workbook.defined_names
            names.append(defined) if hasattr(names, "append") else names.add(defined)
    for row, values in enumerate(rows, HEADER_ROW + 1):
        for column, value in enumerate(values):
            put(row, column, value)
    for column, columna in enumerate(book["columnas"], 1):
        sheet.column_dimensions[get_column_letter(column)].width = columna["ancho"]
    sheet.row_dimensions[TAG_ROW + 1].hidden = True
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 2, 2)
    last = get_column_letter(len(book["columnas"]))
    sheet.auto_filter.ref = f"A{HEADER_ROW + 1}:{last}{HEADER_ROW + 1 + book['filas']}"
    workbook.save(book["file"])


main()
