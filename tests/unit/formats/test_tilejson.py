"""TileJSON against what version 3.0.0 of its specification asks for."""

from typing import Any

from chalicelib.formats.tilejson import document


def a_document() -> dict[str, Any]:
    return document(
        name="current",
        tiles_url="https://example.org/v1/tiles/current/{z}/{x}/{y}.mvt",
        zooms=(4, 12),
        place=((14.07, 49.0, 24.15, 54.84), (19.2, 52.0, 6)),
        attribution="nobody",
        fields={"total": "All reports"},
    )


def test_the_required_fields_are_there() -> None:
    described = a_document()

    assert described["tilejson"] == "3.0.0"
    assert described["tiles"] == ["https://example.org/v1/tiles/current/{z}/{x}/{y}.mvt"]
    assert [layer["id"] for layer in described["vector_layers"]] == ["cells"]
    assert all(isinstance(text, str) for text in described["vector_layers"][0]["fields"].values())


def test_optional_fields_have_the_form_of_the_specification() -> None:
    described = a_document()
    west, south, east, north = described["bounds"]
    lon, lat, zoom = described["center"]

    assert described["scheme"] == "xyz"
    assert 0 <= described["minzoom"] <= zoom <= described["maxzoom"] <= 30
    assert -180 <= west <= lon <= east <= 180
    assert -90 <= south <= lat <= north <= 90
    assert (described["vector_layers"][0]["minzoom"], described["vector_layers"][0]["maxzoom"]) == (4, 12)
