"""A scoring table. In: 766.yaml, cham_diem.yaml of a form. Out: a Scale: groups with their most points, criteria, rules.

Points of a group or criterion are those that the unit states under its `khoa`; else those that its rule gives for the
indicator or count `value`; else, of a group, the sum of its criteria. What has none of these has no points.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from cchc.catalogue.load import Entry, FilledIn, read_catalogue


def _read_points(text: object) -> object:
    try:
        number = Decimal(str(text).strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal(-1)
    if number.is_finite() and number >= 0:
        return number
    raise ValueError("cần số không âm như 12 hoặc 12,5")


Points = Annotated[Decimal, BeforeValidator(_read_points)]


class Step(Entry):
    """From which value on, in percent for a share, so many points are given, until the next step."""

    start: Points = Field(alias="from")
    points: Points


class RuleExample(Entry):
    """A value, and the points that the rule gives for it, worked by hand."""

    value: Points
    points: Points


class Criterion(FilledIn):
    """What points are given for, and the most of them. `so`: its number in the table.

    Rule: `full_at` is the percentage or count from which on all points are given, below it in proportion; or `steps`.
    """

    so: str = ""
    label: str
    most: Points
    khoa: str = ""
    value: str = ""
    full_at: Points | None = None
    steps: tuple[Step, ...] = ()
    example: RuleExample | None = None
    source: str = ""
    verified: bool | None = None
    note: str = ""

    @model_validator(mode="after")
    def _check(self) -> Self:
        ruled = self.full_at is not None or bool(self.steps)
        if self.full_at is not None and self.steps:
            raise ValueError(f"«{self.label}»: cần full_at hoặc steps, gặp cả hai")
        if self.full_at == 0:
            raise ValueError(f"«{self.label}»: full_at cần số lớn hơn 0")
        if self.value and not ruled:
            raise ValueError(f"«{self.label}»: có value thì cần full_at hoặc steps")
        self._check_steps()
        if self.example and not ruled:
            raise ValueError(f"«{self.label}»: có example thì cần full_at hoặc steps")
        return self

    def _check_steps(self) -> None:
        starts = [step.start for step in self.steps]
        if any(one >= other for one, other in itertools.pairwise(starts)):
            raise ValueError(f"«{self.label}»: các from trong steps cần tăng dần")
        if over := [step.points for step in self.steps if step.points > self.most]:
            raise ValueError(
                f"«{self.label}»: steps có {print_points(over[0])} điểm, lớn hơn most {print_points(self.most)}"
            )

    def points_for(self, value: Decimal, decimals: int) -> Decimal:
        """The points that the rule gives for the value, in percent for a share, rounded half up."""
        points = self.exact_points(value)
        return points if self.full_at is None else points.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)

    def exact_points(self, value: Decimal) -> Decimal:
        """The same points, not rounded."""
        if self.full_at is None:
            reached = [step.points for step in self.steps if step.start <= value]
            return reached[-1] if reached else Decimal(0)
        return min(value * self.most / self.full_at, self.most)


class Group(Criterion):
    """Criteria that are scored together. `inside`: the key of the group that may hold these points where they are not apart."""

    inside: str = ""
    criteria: tuple[Criterion, ...] = ()

    @model_validator(mode="after")
    def _check_criteria(self) -> Self:
        reached = sum((one.most for one in self.criteria), Decimal(0))
        if reached > self.most:
            raise ValueError(
                f"«{self.label}»: các tiêu chí cộng lại có {print_points(reached)} điểm tối đa, lớn hơn most {print_points(self.most)}"
            )
        if self.criteria and self.value:
            raise ValueError(f"«{self.label}»: nhóm có criteria thì điểm tính từ các tiêu chí; bỏ value hoặc criteria")
        return self


class Total(FilledIn):
    """The sum of all groups, and the key under which a unit states it."""

    khoa: str = ""
    most: Points


class ScaleExample(Entry):
    """Points stated by key, and what they add up to, worked by hand: so many `of` the most of what has points."""

    points: dict[str, Points]
    reached: Points
    of: Points
    source: str = ""


class Scale(FilledIn):
    """Schema of 766.yaml and of cham_diem.yaml. `decimals`: how many computed points are rounded to, half up."""

    title: str
    source: str
    verified: bool
    valid_from: date | None = None
    valid_to: date | None = None
    decimals: Annotated[int, Field(ge=0, le=4)] = 2
    total: Total
    groups: tuple[Group, ...]
    examples: tuple[ScaleExample, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        reached = sum((group.most for group in self.groups), Decimal(0))
        if reached != self.total.most:
            raise ValueError(
                f"total.most là {print_points(self.total.most)}, các nhóm cộng lại có {print_points(reached)} điểm tối đa; cần bằng nhau"
            )
        keys = list(self.keys)
        if repeated := sorted({key for key in keys if keys.count(key) > 1}):
            raise ValueError(f"khóa {', '.join(repeated)} có hai lần")
        if unknown := [one.inside for one in self.groups if one.inside and one.inside not in keys]:
            raise ValueError(f"inside: không có nhóm nào có khoa {', '.join(unknown)}")
        self._check_examples()
        return self

    def _check_examples(self) -> None:
        for one in self.items():
            given = one.points_for(one.example.value, self.decimals) if one.example else None
            if one.example and given is not None and given != one.example.points:
                raise ValueError(
                    f"«{one.label}»: example nêu {print_points(one.example.points)} điểm cho "
                    f"{print_points(one.example.value)}, quy tắc cho {print_points(given)}"
                )

    def items(self) -> Iterator[Criterion]:
        """Every group, each before its criteria."""
        for group in self.groups:
            yield group
            yield from group.criteria

    @property
    def keys(self) -> Iterator[str]:
        """The keys under which a unit states points, the total's last."""
        yield from (one.khoa for one in self.items() if one.khoa)
        yield from [self.total.khoa] if self.total.khoa else []

    def in_force(self, day: date) -> bool:
        """Whether it holds for a window that ends on that day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    def trusted(self, item: Criterion) -> bool:
        """Whether the most points of the item were read in its source."""
        return self.verified if item.verified is None else item.verified


def print_points(number: Decimal) -> str:
    """Points as officials write them: 12,5."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def package_scales() -> tuple[Scale, ...]:
    """The scoring tables that come with the package."""
    return (read_catalogue("scoring/766.yaml", Scale),)


def scales_on(day: date, own: Sequence[Scale]) -> tuple[Scale, ...]:
    """The tables in force on the day: a form's own, and those of the package that score something else."""
    held = [scale for scale in own if scale.in_force(day)]
    taken = {scale.total.khoa for scale in held if scale.total.khoa}
    return (*held, *(one for one in package_scales() if one.in_force(day) and one.total.khoa not in taken))
