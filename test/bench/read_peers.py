#!/usr/bin/env python3
"""Reads workbooks with openpyxl or pandas and tells how long it took, in the language of read-worker.ts."""

import json
import sys
import time
import warnings


def openpyxl_read_only():
    from openpyxl import load_workbook

    def read(file):
        workbook = load_workbook(file, read_only=True, data_only=True)
        rows = [list(row) for row in workbook.worksheets[0].iter_rows(values_only=True)]
        workbook.close()
        return rows

    return read


def openpyxl_normal():
    from openpyxl import load_workbook

    def read(file):
        workbook = load_workbook(file, data_only=True)
        return [list(row) for row in workbook.worksheets[0].iter_rows(values_only=True)]

    return read


def pandas_read():
    import pandas

    return lambda file: pandas.read_excel(file, header=None)


def count(sheet):
    if isinstance(sheet, list):
        return sum(1 for row in sheet for cell in row if cell is not None)
    return int(sheet.notna().sum().sum())


READERS = {"openpyxl-read-only": openpyxl_read_only, "openpyxl": openpyxl_normal, "pandas": pandas_read}


def main():
    warnings.simplefilter("ignore")
    read = READERS[sys.argv[1]]()
    for line in sys.stdin:
        turn = json.loads(line)
        seconds = []
        for _ in range(turn["times"]):
            start = time.perf_counter()
            sheets = [read(file) for file in turn["files"]]
            seconds.append(time.perf_counter() - start)
        print(json.dumps({"seconds": seconds, "cells": sum(map(count, sheets))}), flush=True)


main()
