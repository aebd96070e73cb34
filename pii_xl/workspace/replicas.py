"""A workbook's score computed again under other assumptions: its province alone, or among those of the national table."""

from __future__ import annotations

import numpy as np

from pii_xl.score.aggregation import components, given_weights
from pii_xl.score.gaps import filled
from pii_xl.score.replication import Assumptions, Replicator
from pii_xl.score.tree import tree_of
from pii_xl.score.uncertainty import nominal
from pii_xl.workspace.national import own_among
from pii_xl.workspace.national_scores import national_method, own_groups
from pii_xl.workspace.scores import scoring_inputs
from pii_xl.workspace.workspace import Workspace

FEWEST_UNITS = 3


def fullest(workspace: Workspace, assumptions: Assumptions, seed: int) -> tuple[list[str], Replicator]:
    """The province, first, among those of the national table where its PII can be computed among them, else alone."""
    found = among(workspace, assumptions, seed)
    if found and not np.isnan(nominal(found[1]).index[0]):
        return found
    return alone(workspace, assumptions, seed)


def alone(workspace: Workspace, assumptions: Assumptions, seed: int) -> tuple[list[str], Replicator]:
    """The province between the country's lowest and highest values: only min-max and arithmetic means make sense."""
    inputs, tree = scoring_inputs(workspace), tree_of(workspace.framework)
    replicator = Replicator(
        inputs.values[:, None],
        inputs.directions,
        tree,
        workspace.method,
        assumptions.for_one_province(workspace.method.min_coverage),
        given_weights(inputs.weights),
        (inputs.minimum, inputs.maximum),
        seed,
    )
    return [workspace.settings.text("province")], replicator


def among(workspace: Workspace, assumptions: Assumptions, seed: int) -> tuple[list[str], Replicator] | None:
    """The provinces of the national table, the own one with the workbook's values; ``None`` where too few are there."""
    inputs, tree = scoring_inputs(workspace), tree_of(workspace.framework)
    table = own_among(workspace)
    if len(table) < FEWEST_UNITS:
        return None
    method, units = national_method(workspace.settings), [str(unit) for unit in table.index]
    values = filled(components(table, tree.indicators), method.gaps, own_groups(workspace, units))
    weights = given_weights(inputs.weights)
    replicator = Replicator(
        values, inputs.directions, tree, method, assumptions.led_by(method), weights, None, seed
    )
    return units, replicator
