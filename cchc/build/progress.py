"""Tell a person how a build goes. In: outcomes. Out: a bar in a terminal, lines elsewhere, a summary at the end."""

from __future__ import annotations

import collections
import sys
import time
from collections.abc import Callable, Generator, Sequence

from cchc.build.planning.plan import Step
from cchc.build.running.outcome import Outcome
from cchc.errors import BY_CTRL_C, Stopped, told, visible

_FEW = 10  # so many reports are told of one by one, with their remarks
_FAILURES_SHOWN = 20
_SLOWEST = 3
_SECONDS_BETWEEN_LINES = 5
_WORDS = {"made": "lập mới", "exported": "xuất lại", "current": "không đổi", "failed": "không lập được"}

Say = Callable[[str], None]


def show_plan(steps: Sequence[Step], say: Say) -> None:
    """Print what would be made, and why (`--dry-run`)."""
    for step in steps:
        if step.job.error is not None:
            say("\n".join(f"LỖI  {line}" for line in told(step.job.error)))
        elif step.action != "none":
            what = "LẬP " if step.action == "all" else "XUẤT"
            say(f"{what} {step.job.name}: {'; '.join(step.reasons)}")
    counts = collections.Counter("error" if step.job.error else step.action for step in steps)
    wrong = f"; {counts['error']} tệp tham số có lỗi" if counts["error"] else ""
    say(f"Sẽ lập {counts['all']} báo cáo, xuất lại {counts['export']}, giữ nguyên {counts['none']}{wrong}.")


def follow(outcomes: Generator[Outcome, None, None], total: int, say: Say, complain: Say) -> tuple[list[Outcome], int]:
    """Tell of each outcome as it comes. All that came, and the exit code of what ended the run early, such as Ctrl-C; or 0."""
    done: list[Outcome] = []
    code = 0
    tell = _told_one_by_one(say) if total <= _FEW else _told_briefly(total, say)
    try:
        for outcome in outcomes:
            done.append(outcome)
            if outcome.status == "failed":
                complain(_complaint(outcome))
            tell(outcome)
    except KeyboardInterrupt:
        outcomes.close()
        code = BY_CTRL_C
        complain("Đã dừng theo yêu cầu; các báo cáo đã lập vẫn giữ nguyên, chạy lại sẽ làm tiếp phần còn lại.")
    except Stopped as error:
        code = error.exit_code
        complain(f"LỖI  {error}")
    finally:
        tell(None)
    return done, code


def summarise(outcomes: Sequence[Outcome], planned: int, seconds: float, say: Say) -> None:
    """Print how many were made, are up to date, and failed and why; of many also the slowest."""
    counts = collections.Counter(outcome.status for outcome in outcomes)
    drafts = sum(outcome.draft for outcome in outcomes)
    named = [f"{counts[status]} {_WORDS[status]}" for status in ("made", "exported", "current", "failed")]
    left = f", {planned - len(outcomes)} chưa làm" if planned > len(outcomes) else ""
    say(f"{len(outcomes)} báo cáo trong {seconds:.1f} giây: {', '.join(named)}{left}; {drafts} là dự thảo.")
    if planned <= _FEW:
        return
    reasons = collections.Counter(outcome.error for outcome in outcomes if outcome.error)
    for reason, _ in reasons.most_common(_FAILURES_SHOWN):
        say(f"  LỖI  {_briefly(reason)}")
    slowest = sorted((o for o in outcomes if o.seconds), key=lambda o: -o.seconds)[:_SLOWEST]
    if slowest:
        say(f"  Lâu nhất: {', '.join(f'{o.name} ({o.seconds:.1f} giây)' for o in slowest)}.")


def _complaint(outcome: Outcome) -> str:
    older = f" Báo cáo cũ ở {outcome.older} vẫn còn, không theo số liệu mới." if outcome.older else ""
    named = "" if outcome.name in outcome.error else f"{outcome.name}: "
    return "\n".join(f"LỖI  {named}{line}" for line in told(outcome.error)) + older


def _briefly(error: str) -> str:
    """The first fault of an error, and how many there are."""
    first, *others = told(error)
    return f"{first} (và {len(others)} lỗi khác)" if others else first


def _told_one_by_one(say: Say) -> Callable[[Outcome | None], None]:
    def tell(outcome: Outcome | None) -> None:
        if outcome is None or outcome.status == "failed":
            return
        if outcome.status == "current":
            say(f"GIỮ  {outcome.name}: {outcome.folder} không có gì thay đổi.")
            return
        title, *remarks = outcome.said
        say(f"XONG {title}: {outcome.folder}")
        say(f"     {', '.join(outcome.files)}")
        for line in remarks:
            say(f"     {visible(line)}")

    return tell


def _told_briefly(total: int, say: Say) -> Callable[[Outcome | None], None]:
    if not sys.stdout.isatty():
        return _told_by_lines(total, say)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    progress = Progress(*columns)
    task = progress.add_task("", total=total, rate="")
    progress.start()
    start, made = time.monotonic(), 0

    def tell(outcome: Outcome | None) -> None:
        nonlocal made
        if outcome is None:
            progress.stop()
            return
        made += outcome.status != "current"
        progress.update(task, advance=1, rate=f"{made / (time.monotonic() - start):.1f} báo cáo/giây" if made else "")

    return tell


def _told_by_lines(total: int, say: Say) -> Callable[[Outcome | None], None]:
    """A line every few seconds, where there is no terminal to draw a bar on."""
    start = last = time.monotonic()
    count = made = 0

    def tell(outcome: Outcome | None) -> None:
        nonlocal count, made, last
        if outcome is None:
            return
        count += 1
        made += outcome.status != "current"
        if time.monotonic() - last > _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            rate = made / (last - start)
            left = f", còn khoảng {(total - count) / rate:.0f} giây" if made else ""
            say(f"{count}/{total}, {rate:.1f} báo cáo/giây{left}")

    return tell
