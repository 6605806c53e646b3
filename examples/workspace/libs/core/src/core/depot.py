"""Parcels in memory; they end with the process."""

from itertools import count

from core.parcel import NewParcel, Parcel


class UnknownParcel(LookupError):
    """The depot does not hold the parcel."""


class Depot:
    def __init__(self) -> None:
        self._parcels: dict[int, Parcel] = {}
        self._ids = count(1)

    def __len__(self) -> int:
        return len(self._parcels)

    def store(self, new: NewParcel) -> Parcel:
        parcel = Parcel(id=next(self._ids), **new.model_dump())
        self._parcels[parcel.id] = parcel
        return parcel

    def hand_over(self, parcel_id: int) -> Parcel:
        try:
            return self._parcels.pop(parcel_id)
        except KeyError:
            raise UnknownParcel(f"no parcel {parcel_id}") from None
