"""An export is read as DynamoDB writes it: JSON lines of items, in any number of files, gzipped or not."""

import gzip
import json
from pathlib import Path

import pytest

from chalicelib.adapters.export import TOGETHER, Export
from chalicelib.domain.report import Report
from tests.builders import a_report, an_image


def line(report: Report) -> str:
    return json.dumps({"Item": an_image(report)}) + "\n"


def reports_in(export: Export, after: str = "") -> list[Report]:
    return [report for sheet in export.reports(after) for report in sheet.items]


def test_all_files_of_a_folder_are_read(tmp_path: Path) -> None:
    many = [a_report(f"{n:03}") for n in range(4)]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.json").write_text("".join(map(line, many[:2])), encoding="utf-8")
    (tmp_path / "data" / "b.json.gz").write_bytes(gzip.compress("\n".join(map(line, many[2:])).encode()))

    assert reports_in(Export(tmp_path)) == many
    assert reports_in(Export(tmp_path / "data" / "a.json")) == many[:2]


def test_reading_goes_on_behind_a_cursor(tmp_path: Path) -> None:
    many = [a_report(f"{n:05}") for n in range(TOGETHER + 1)]
    (tmp_path / "all.json").write_text("".join(map(line, many)), encoding="utf-8")
    export = Export(tmp_path)

    first, last = export.reports()

    assert (first.cursor, last.cursor) == (str(TOGETHER), "")
    assert [*first.items, *reports_in(export, first.cursor)] == many


def test_a_line_that_is_no_report_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    poison = json.dumps({"Item": {"id": {"S": "poison"}, "lat": {"N": "52"}}})
    (tmp_path / "all.json").write_text(f"{poison}\nno json\n{line(a_report())}", encoding="utf-8")

    (sheet,) = Export(tmp_path).reports()

    assert sheet.items == [a_report()]
    assert sheet.spoilt == ("poison", "a line without an id")


def test_an_empty_folder_is_no_export(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Export(tmp_path)
