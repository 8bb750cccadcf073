"""The sheet for the privacy and the security officer, and the list of software it names."""

import io
import json
import re
from datetime import date

import pypdf
import pytest

from kit.outputs.sheet import PRIVACY, print_sheet, told
from kit.outputs.typesetting import DoesNotFit
from kit.paths import content_root

TODAY = date(2026, 11, 22)


def plain(text):
    return re.sub(r"\s+", " ", text)


def test_the_sheet_is_one_accessible_page_with_every_line():
    pdf = pypdf.PdfReader(io.BytesIO(print_sheet(PRIVACY, TODAY)))
    assert len(pdf.pages) == 1
    assert pdf.trailer["/Root"]["/Lang"].startswith("nl")
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = plain(pdf.pages[0].extract_text())
    for part in told(PRIVACY)["words"]["parts"]:
        for said, _ in (part["title"], *part["lines"]):
            assert said.split()[0] in text and said.split()[-1] in text


def test_it_says_what_is_kept_where_how_long_what_leaves_and_how_to_verify():
    titles = [part["title"][0] for part in told(PRIVACY)["words"]["parts"]]
    assert {"Wat er wordt bewaard", "Hoelang", "Wat eruit gaat", "Netwerk", "Zelf nakijken"} <= set(
        titles
    )


def test_a_sheet_that_is_too_long_is_not_cut_off(tmp_path):
    long = tmp_path / "lang.md"
    long.write_text("# Te lang\n\n## Deel\n" + "- Nog een regel van de lijst.\n" * 400, "utf-8")
    with pytest.raises(DoesNotFit):
        print_sheet(long, TODAY)


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_list_of_software_has_every_pin_with_its_version_and_licence():
    pins = re.findall(
        r"^([\w.-]+)==([^\s;]+)", (content_root() / "constraints.txt").read_text("utf-8"), re.M
    )
    listed = json.loads((content_root() / "docs" / "sbom.cdx.json").read_text("utf-8"))
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    assert {(normal(c["name"]), c["version"]) for c in listed["components"]} == {
        (normal(name), version) for name, version in pins
    }
    for one in listed["components"]:
        assert one["licenses"], one["name"]
        assert one["purl"] == f"pkg:pypi/{normal(one['name'])}@{one['version']}"
