"""The licensee's nouns."""

from groundwave.stations.models.licensee import Licensee
from groundwave.stations.models.service import Carriage, Service
from groundwave.stations.models.station import Station

__all__ = ["Carriage", "Licensee", "Service", "Station"]
