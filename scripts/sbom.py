"""Write docs/sbom.cdx.json: what pii-xl runs with, as a CycloneDX 1.5 list: ``python -m scripts.sbom``.

It is the closure of the runtime dependencies as installed, without tools for tests; the parts that the workbook carries within it
are named too. Equal installations give equal bytes.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from pii_xl import __version__

PAGE = Path(__file__).parents[1] / "docs" / "sbom.cdx.json"
OWN = "pii-xl"
EMBEDDED = ("xlwings",)
"""Distributions of which modules are also inside ``workbooks/template.xlsm``; see THIRD-PARTY.md."""


def closure(root: str = OWN) -> dict[str, Distribution]:
    """Every distribution that ``root`` needs on this machine, by normalised name, without extras that are not asked for."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(root)]
    while waiting:
        wanted = waiting.pop()
        name = normalised(wanted.name)
        try:
            known = found.get(name) or distribution(name)
        except PackageNotFoundError:
            continue
        for text in known.requires or [] if name not in found or wanted.extras else []:
            needed = Requirement(text)
            extras = wanted.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(needed)
        found[name] = known
    del found[normalised(root)]
    return found


def normalised(name: str) -> str:
    """A distribution's name as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def sbom() -> dict[str, Any]:
    """The list as CycloneDX JSON."""
    parts = closure()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": OWN,
                "version": __version__,
                "bom-ref": f"pkg:pypi/{OWN}@{__version__}",
                "licenses": [{"expression": "MIT"}],
            }
        },
        "components": [_component(name, parts[name]) for name in sorted(parts)],
    }


def _component(name: str, part: Distribution) -> dict[str, Any]:
    address = f"pkg:pypi/{name}@{part.version}"
    found = {"type": "library", "bom-ref": address, "name": name, "version": part.version, "purl": address}
    if name in EMBEDDED:
        found["description"] = "cũng có mô-đun VBA bên trong workbooks/template.xlsm"
    return {**found, "licenses": [{"license": {"name": _license(part)}}]}


def _license(part: Distribution) -> str:
    meta = part.metadata
    classified = [
        one.rsplit(" :: ", 1)[-1] for one in meta.get_all("Classifier") or [] if one.startswith("License ::")
    ]
    told = (meta.get("License-Expression") or "").strip() or ", ".join(classified)
    return told or (meta.get("License") or "không ghi").strip().splitlines()[0]


def text() -> str:
    """The file's content."""
    return json.dumps(sbom(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
