"""A workbook's score computed again under other assumptions: its province alone, or among those of the national table."""

from __future__ import annotations

import numpy as np

from pii_xl.score.aggregation import components, given_weights
from pii_xl.score.replication import Assumptions, Replicator
from pii_xl.score.tree import tree_of
from pii_xl.workspace.national import national_in
from pii_xl.workspace.scores import scoring_inputs
from pii_xl.workspace.workspace import Workspace

FEWEST_UNITS = 3


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
    own, rows = workspace.settings.text("province"), national_in(workspace)
    table = rows.pivot_table(index="province", columns="code", values="value", aggfunc="first")
    table = table.reindex(index=[own, *(unit for unit in table.index if unit != own)])
    if len(table) < FEWEST_UNITS:
        return None
    values = components(table, tree.indicators).copy()
    values[:, 0] = np.where(np.isnan(inputs.values), values[:, 0], inputs.values)
    weights = given_weights(inputs.weights)
    replicator = Replicator(
        values, inputs.directions, tree, workspace.method, assumptions, weights, None, seed
    )
    return [str(unit) for unit in table.index], replicator
