"""The program director's nouns."""

from groundwave.schedule.models.broadcast import Broadcast
from groundwave.schedule.models.confirmation import Confirmation
from groundwave.schedule.models.override import Override
from groundwave.schedule.models.program import Program
from groundwave.schedule.models.rule import Rule

__all__ = ["Broadcast", "Confirmation", "Override", "Program", "Rule"]
