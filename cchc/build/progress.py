"""Tell a person how a build goes. In: results. Out: a bar in a terminal, lines elsewhere, a summary at the end."""

from __future__ import annotations

import collections
import sys
import time
from collections.abc import Callable, Generator, Sequence

from cchc.build.planning.plan import BuildTask, RollUpTask
from cchc.build.running.result import BuildResult
from cchc.errors import BY_CTRL_C, Stopped, told, visible

_FEW = 10  # so many reports are told of one by one, with their remarks
_FAILURES_SHOWN = 20
_SLOWEST = 3
_SECONDS_BETWEEN_LINES = 5
_WORDS = {"made": "lập mới", "exported": "xuất lại", "current": "không đổi", "failed": "không lập được"}
_ACTIONS = {"all": "LẬP ", "export": "XUẤT", "restore": "LẤY ", "none": "GIỮ "}
_RESTORED = "lấy lại bản đã ban hành"

Echo = Callable[[str], None]


def show_plan(tasks: Sequence[BuildTask], echo: Echo) -> None:
    """Print what would be made, and why (`--dry-run`)."""
    for task in tasks:
        if task.request.error is not None:
            echo("\n".join(f"LỖI  {line}" for line in told(task.request.error)))
        elif task.action != "none" or task.issued:
            echo(f"{_ACTIONS[task.action]} {task.request.name}: {'; '.join(task.reasons)}")
    counts = collections.Counter("error" if task.request.error else task.action for task in tasks)
    wrong = f"; {counts['error']} tệp tham số có lỗi" if counts["error"] else ""
    back = f", {_RESTORED} {counts['restore']}" if counts["restore"] else ""
    echo(f"Sẽ lập {counts['all']} báo cáo, xuất lại {counts['export']}{back}, giữ nguyên {counts['none']}{wrong}.")


def show_roll_up_plan(tasks: Sequence[RollUpTask], echo: Echo) -> None:
    """Print which provinces' roll-ups would be made after these reports, and why; nothing where none is asked for."""
    for task in tasks:
        if task.action != "none":
            echo(f"{_ACTIONS[task.action]} tổng hợp {task.request.name}: {'; '.join(task.reasons)}")
    counts = collections.Counter(task.action for task in tasks)
    left = collections.Counter(reason for task in tasks if task.action == "none" for reason in task.reasons)
    why = "".join(f", không lập {number} ({reason})" for reason, number in left.items())
    if tasks:
        kept = counts["none"] - left.total()
        echo(f"Sẽ lập {counts['all']} bản tổng hợp của tỉnh, giữ nguyên {kept}{why}.")


def follow(
    results: Generator[BuildResult, None, None], total: int, echo: Echo, echo_error: Echo
) -> tuple[list[BuildResult], int]:
    """Tell of each result as it comes. All that came, and the exit code of what ended the run early, such as Ctrl-C; or 0."""
    done: list[BuildResult] = []
    code = 0
    tell = _told_one_by_one(echo) if total <= _FEW else _told_briefly(total, echo)
    try:
        for result in results:
            done.append(result)
            if result.status == "failed":
                echo_error(_complaint(result))
            tell(result)
    except KeyboardInterrupt:
        results.close()
        code = BY_CTRL_C
        echo_error("Đã dừng theo yêu cầu; các báo cáo đã lập vẫn giữ nguyên, chạy lại sẽ làm tiếp phần còn lại.")
    except Stopped as error:
        code = error.exit_code
        echo_error(f"LỖI  {error}")
    finally:
        tell(None)
    return done, code


def summarise(results: Sequence[BuildResult], planned: int, seconds: float, echo: Echo) -> None:
    """Print how many were made, are up to date, and failed and why; of many also the slowest."""
    counts = collections.Counter(result.status for result in results)
    drafts = sum(result.draft for result in results)
    named = [f"{counts[status]} {_WORDS[status]}" for status in ("made", "exported", "current", "failed")]
    named += [f"{counts['restored']} {_RESTORED}"] if counts["restored"] else []
    left = f", {planned - len(results)} chưa làm" if planned > len(results) else ""
    echo(f"{len(results)} báo cáo trong {seconds:.1f} giây: {', '.join(named)}{left}; {drafts} là dự thảo.")
    if planned <= _FEW:
        return
    reasons = collections.Counter(result.error for result in results if result.error)
    for reason, _ in reasons.most_common(_FAILURES_SHOWN):
        echo(f"  LỖI  {_briefly(reason)}")
    slowest = sorted((o for o in results if o.seconds), key=lambda o: -o.seconds)[:_SLOWEST]
    if slowest:
        echo(f"  Lâu nhất: {', '.join(f'{o.name} ({o.seconds:.1f} giây)' for o in slowest)}.")


def _complaint(result: BuildResult) -> str:
    older = f" Báo cáo cũ ở {result.older} vẫn còn, không theo số liệu mới." if result.older else ""
    named = "" if result.name in result.error else f"{result.name}: "
    return "\n".join(f"LỖI  {named}{line}" for line in told(result.error)) + older


def _briefly(error: str) -> str:
    """The first fault of an error, and how many there are."""
    first, *others = told(error)
    return f"{first} (và {len(others)} lỗi khác)" if others else first


def _told_one_by_one(echo: Echo) -> Callable[[BuildResult | None], None]:
    def tell(result: BuildResult | None) -> None:
        if result is None or result.status == "failed":
            return
        if result.status == "current":
            why = "; ".join(result.reasons) or "không có gì thay đổi"
            echo(f"GIỮ  {result.name}: {result.folder} {why}.")
            return
        if result.status == "restored":
            echo(f"LẤY  {result.name}: {result.folder} {'; '.join(result.reasons)}.")
            return
        title, *remarks = result.messages
        echo(f"XONG {title}: {result.folder}")
        echo(f"     {', '.join(result.files)}")
        for line in remarks:
            echo(f"     {visible(line)}")

    return tell


def _told_briefly(total: int, echo: Echo) -> Callable[[BuildResult | None], None]:
    if not sys.stdout.isatty():
        return _told_by_lines(total, echo)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    progress = Progress(*columns)
    task = progress.add_task("", total=total, rate="")
    progress.start()
    start, made = time.monotonic(), 0

    def tell(result: BuildResult | None) -> None:
        nonlocal made
        if result is None:
            progress.stop()
            return
        made += result.status != "current"
        progress.update(task, advance=1, rate=f"{made / (time.monotonic() - start):.1f} báo cáo/giây" if made else "")

    return tell


def _told_by_lines(total: int, echo: Echo) -> Callable[[BuildResult | None], None]:
    """A line every few seconds, where there is no terminal to draw a bar on."""
    start = last = time.monotonic()
    count = made = 0

    def tell(result: BuildResult | None) -> None:
        nonlocal count, made, last
        if result is None:
            return
        count += 1
        made += result.status != "current"
        if time.monotonic() - last > _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            rate = made / (last - start)
            left = f", còn khoảng {(total - count) / rate:.0f} giây" if made else ""
            echo(f"{count}/{total}, {rate:.1f} báo cáo/giây{left}")

    return tell
