"""Days and times as a listener says them: "Weekdays, 5 to 9 a.m.", "Lunes a viernes, de 5 a 9 a. m."."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from groundwave.kit.text import prose_list
from groundwave.schedule.core.pattern import Pattern

_DAYS = {
    "en": ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábados", "domingos"),
}
_ONE = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_NTH = {
    "en": {0: "every", 1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "next-to-last"},
    "es": {0: "cada", 1: "primer", 2: "segundo", 3: "tercer", 4: "cuarto", 5: "quinto", -1: "último", -2: "penúltimo"},
}
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
_RUNS = {
    "en": {(0, 1, 2, 3, 4): "Weekdays", (5, 6): "Weekends", tuple(range(7)): "Daily"},
    "es": {(0, 1, 2, 3, 4): "Lunes a viernes", (5, 6): "Fines de semana", tuple(range(7)): "Todos los días"},
}
_PLACE = datetime(2000, 1, 1)  # noqa: DTZ001  (any day: only the clock is read)


def slot(pattern: Pattern, starts_at: time, minutes: int, language: str = "en") -> str:
    """Days and hours in one line."""
    return f"{days(pattern, language)}, {hours(starts_at, minutes, language)}"


def days(pattern: Pattern, language: str = "en") -> str:
    language = _known(language)
    said = _which_days(pattern, language)
    if pattern.months:
        months = _list([_MONTHS[language][month - 1] for month in pattern.months], language)
        said += f" in {months}" if language == "en" else f" en {months}"
    return said[:1].upper() + said[1:]


def _which_days(pattern: Pattern, language: str) -> str:
    spanish = language == "es"
    if pattern.frequency == "MONTHLY":
        named = [f"{_NTH[language].get(nth, f'{nth}.')} {_ONE[language][day]}" for day, nth in pattern.days]
        often = ("del mes", "cada {} meses") if spanish else ("of the month", "every {} months")
        return f"{_list(named, language)} {often[pattern.interval > 1].format(pattern.interval)}"
    weekdays = tuple(day for day, _ in pattern.days) or tuple(range(7))
    if pattern.interval == 1:
        return _RUNS[language].get(weekdays) or _named(weekdays, language)
    if pattern.frequency == "DAILY":
        return f"cada {pattern.interval} días" if spanish else f"every {pattern.interval} days"
    if spanish:
        return f"{_named(weekdays, language)}, cada {pattern.interval} semanas"
    if pattern.interval == 2 and len(weekdays) == 1:
        return f"every other {_ONE[language][weekdays[0]]}"
    return f"{_named(weekdays, language)}, every {pattern.interval} weeks"


def _named(weekdays: tuple[int, ...], language: str) -> str:
    if len(weekdays) > 2 and weekdays == tuple(range(weekdays[0], weekdays[-1] + 1)):
        first, last = _DAYS[language][weekdays[0]], _DAYS[language][weekdays[-1]]
        return f"{first} a {last}" if language == "es" else f"{first} through {last}"
    return _list([_DAYS[language][day] for day in weekdays], language)


def hours(starts_at: time, minutes: int, language: str = "en") -> str:
    """AP style: "5 to 9 a.m.", "11:30 a.m. to 1 p.m.", "noon to 2 p.m."."""
    language = _known(language)
    begin = datetime.combine(_PLACE, starts_at)
    end = begin + timedelta(minutes=minutes)
    if minutes == 24 * 60:
        return "todo el día" if language == "es" else "all day"
    first, last = clock(begin.time(), language), clock(end.time(), language)
    half = first[-5:]
    if half == last[-5:] and half.endswith("m.") and begin.date() == end.date():
        first = first.removesuffix(half).rstrip()
    return f"de {first} a {last}" if language == "es" else f"{first} to {last}"


def clock(at: time, language: str = "en") -> str:
    """One time of day: "9 a.m.", "noon"; "9 a. m.", "mediodía"."""
    language = _known(language)
    if at.minute == 0 and at.hour in (0, 12):
        names = {"en": ("midnight", "noon"), "es": ("medianoche", "mediodía")}
        return names[language][at.hour == 12]
    shown = f"{(at.hour - 1) % 12 + 1}" + (f":{at.minute:02}" if at.minute else "")
    half = "a" if at.hour < 12 else "p"
    return f"{shown} {half}. m." if language == "es" else f"{shown} {half}.m."


def _list(items: list[str], language: str) -> str:
    return prose_list(items, conjunction="y" if language == "es" else "and")


def _known(language: str) -> str:
    return language if language in _DAYS else "en"
