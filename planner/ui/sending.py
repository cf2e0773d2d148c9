"""A chart as the browser draws it."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from planner.charts.house import Chart


def as_spec(chart: Chart) -> tuple[dict[str, Any], str]:
    """What the browser draws, with the data in its layers, where Streamlit does not repack it.

    Beside it its digest.
    """
    spec: dict[str, Any] = chart.to_dict(validate=False)
    # Else the plot shrinks until title and legend fit into its height.
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    datasets = spec.pop("datasets", {})
    shared = spec.pop("data", None)
    for layer in spec["layer"]:
        data = layer.get("data", shared)
        if data is not None:
            layer["data"] = {"values": datasets[data["name"]]}
    return spec, sha256(json.dumps(spec).encode()).hexdigest()
