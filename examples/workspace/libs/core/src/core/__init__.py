"""What a parcel is, and which parcels the depot holds."""

from core.depot import Depot, UnknownParcel
from core.parcel import NewParcel, Parcel

__all__ = ["Depot", "NewParcel", "Parcel", "UnknownParcel"]
