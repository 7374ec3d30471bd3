"""ARI itself, as data that one can browse: operations, parameters, models, events, versions.

It describes ARI as Asterisk 22 and 23 have it, and says of each part since when. Everything else
in arinb that has to know ARI reads it here.
"""

from __future__ import annotations

from arinb.ari.api.browse import event, events, model, models, operation, operations, search
from arinb.ari.api.catalogue import EVENTS, MODELS, OPERATIONS, operation_at
from arinb.ari.api.description import Field, Model, Operation, Parameter

__all__ = [
    "EVENTS",
    "MODELS",
    "OPERATIONS",
    "Field",
    "Model",
    "Operation",
    "Parameter",
    "event",
    "events",
    "model",
    "models",
    "operation",
    "operation_at",
    "operations",
    "search",
]
