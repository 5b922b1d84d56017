"""``reader export``: translate documents and write them in other formats."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.bitext import Preference
from reader.cli import options, output
from reader.exporters import EXPORTERS, ExportOptions, Layout, Unit
from reader.pipeline import files_in
from reader.pipeline.batch import BatchProgress, BatchSummary, Delivery, export_batch
from reader.pipeline.batch_inputs import BatchItem, batch_items, listed
from reader.pipeline.resources import Resources

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = ["command"]


@click.command()
@click.argument("documents", nargs=-1, type=click.Path(), metavar="[FILE|FOLDER|PATTERN|-]...")
@click.option(
    "--to", "formats", default="html", show_default=True, help=f"Formats, comma-separated: {', '.join(EXPORTERS)}."
)
@click.option("--out-dir", type=click.Path(path_type=Path, file_okay=False), help="Folder of the outputs.")
@click.option(
    "-o", "--output", "out_file", type=click.Path(path_type=Path), help="The one output; - is standard output."
)
@click.option(
    "--second", type=click.Path(path_type=Path), help="The English of the one document, in a file of its own."
)
@click.option(
    "--files-from", type=click.File("r"), help="Read the paths from a file, or from - (one a line, or NUL-ended)."
)
@click.option(
    "--prefer",
    type=click.Choice([p.value for p in Preference]),
    default="human",
    show_default=True,
    help="Which English comes first where there are two.",
)
@click.option("--both", is_flag=True, help="Write the other English too.")
@click.option("--hidden", is_flag=True, help="Write hidden parts too: repeats, menus, notices.")
@click.option(
    "--unit", type=click.Choice([u.value for u in Unit]), help="What stands together.  [default: what suits the format]"
)
@click.option(
    "--layout", type=click.Choice([x.value for x in Layout]), help="How the languages stand on a page.  [default: side]"
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Documents in work at a time.")
@click.option(
    "--resume",
    is_flag=True,
    help="Leave documents alone whose outputs are there, made of the same content, options and corrections.",
)
@click.option(
    "--watch",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Export what arrives in this folder, until Ctrl-C.  Needs --out-dir.",
)
@click.option(
    "--cluster", metavar="ADDRESS", help="Translate on this Dask scheduler (extra `cluster`): tcp://host:8786."
)
@click.option("--dry-run", is_flag=True, help="Say what there is to do, and how long it would take; write nothing.")
@click.option("--timestamps", is_flag=True, help="Write the time into files that have a place for it.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON.")
@options.engine_options
def command(**given: object) -> int:
    """Translate documents, each once, and write them in every format that is asked for.

    A document that cannot be read is reported and the rest goes on. Exit code: 0 all done, 1 some failed.
    """
    asked = _Asked(given)
    named = asked.paths
    items = batch_items(named, second=asked.second)
    watched = asked.path("watch")
    if not items and watched is None:
        files_in(named)  # says which folder holds nothing
        raise click.UsageError("no document is named: a file, a folder or - for standard input")
    _check_usage(asked, items)
    with options.resources(
        package=asked.text("package"), threads=asked.number("threads"), device=asked.text("device")
    ) as r:
        if asked.flag("dry_run"):
            from reader.pipeline.batch_plan import plan_batch  # noqa: PLC0415

            plan = plan_batch(items, asked.delivery, resources=r)
            if asked.flag("as_json"):
                output.record(plan.as_dict(), indent=2)
            else:
                output.data(plan.as_text())
            return output.ExitCode.SOME_FAILED if plan.failed else output.ExitCode.OK
        summary = _followed(_steps(asked, items, r), quiet=asked.flag("quiet"), total=len(items))
    if asked.flag("as_json"):
        output.record(summary.as_dict())
    return output.ExitCode.SOME_FAILED if summary.failures else output.ExitCode.OK


def _check_usage(asked: _Asked, items: Sequence[BatchItem]) -> None:
    """Refuse what no document could make right, before anything is read."""
    formats = asked.formats
    unknown = [name for name in formats if name not in EXPORTERS]
    if unknown or not formats:
        said = f"unknown export format: {unknown[0]!r}" if unknown else "no export format"
        raise click.UsageError(f"{said} (there are {', '.join(EXPORTERS)})")
    out_file = asked.path("out_file")
    if out_file is not None and asked.path("out_dir"):
        raise click.UsageError("--out-dir and --output exclude each other")
    if out_file is not None and str(out_file) != "-" and len(items) * len(formats) > 1:
        raise click.UsageError(f"{out_file} cannot hold several outputs: use --out-dir")
    if asked.path("watch") is not None and (items or not asked.path("out_dir")):
        raise click.UsageError("--watch takes a folder, --out-dir, and no other documents")


class _Asked:
    """The options of a command line, each asked for by its kind."""

    def __init__(self, given: dict[str, object]) -> None:
        self._given = given

    def text(self, name: str) -> str | None:
        value = self._given[name]
        return None if value is None else str(value)

    def number(self, name: str) -> int | None:
        value = self._given[name]
        return value if isinstance(value, int) else None

    def flag(self, name: str) -> bool:
        return bool(self._given[name])

    def path(self, name: str) -> Path | None:
        value = self._given[name]
        return value if isinstance(value, Path) else None

    @property
    def second(self) -> Path | None:
        return self.path("second")

    @property
    def paths(self) -> tuple[str, ...]:
        documents = self._given["documents"]
        named = tuple(str(d) for d in documents) if isinstance(documents, tuple) else ()
        listing = self._given["files_from"]
        return named + (listed(listing.read()) if listing is not None else ())  # type: ignore[attr-defined]

    @property
    def formats(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f.strip() for f in (self.text("formats") or "").split(",") if f.strip()))

    @property
    def delivery(self) -> Delivery:
        chosen = ExportOptions(
            prefer=Preference(self.text("prefer") or "human"),
            both=self.flag("both"),
            hidden=self.flag("hidden"),
            unit=Unit(unit) if (unit := self.text("unit")) else None,
            layout=Layout(layout) if (layout := self.text("layout")) else None,
            timestamp=_now() if self.flag("timestamps") else "",
        )
        return Delivery(
            formats=self.formats,
            out_dir=self.path("out_dir"),
            out_file=self.path("out_file"),
            options=chosen,
            resume=self.flag("resume"),
            sink=output.data_bytes,
        )


def _steps(asked: _Asked, items: Sequence[BatchItem], resources: Resources) -> Iterator[BatchProgress]:
    """The batch that was asked for: here, on a cluster, or of what arrives in a folder."""
    watched, cluster = asked.path("watch"), asked.text("cluster")
    if watched is not None:
        from reader.pipeline.watch import watch_folder  # noqa: PLC0415

        return watch_folder(watched, asked.delivery, resources=resources)
    if cluster is not None:
        from reader.pipeline.cluster import export_on_cluster  # noqa: PLC0415

        return export_on_cluster(items, asked.delivery, cluster, resources=resources)
    jobs = asked.number("jobs") or 1
    return export_batch(items, asked.delivery, resources=resources, jobs=jobs, stdin=output.standard_input())


def _now() -> str:
    from datetime import UTC, datetime  # noqa: PLC0415

    return datetime.now(UTC).isoformat(timespec="seconds")


def _followed(steps: Iterator[BatchProgress], *, quiet: bool, total: int) -> BatchSummary:
    """Run the batch; report each document that failed, and how far it has come."""
    summary = BatchSummary()
    with output.progress(quiet=quiet) as bar, contextlib.closing(steps):  # type: ignore[type-var]
        task = bar.add_task("", total=total) if bar else None
        for step in steps:
            summary.add(step)
            if step.result and step.result.error:
                output.say(f"reader: {step.result.error}" + (f" ({step.result.hint})" if step.result.hint else ""))
            _show(bar, task, step, quiet=quiet or total == 1)
    if not quiet:
        done = f"{summary.done} of {_counted(total, 'document')}, {_counted(summary.sentences, 'sentence')}, {_counted(summary.words, 'word')}"
        ends = ((summary.skipped, "done before"), (len(summary.failures), "failed"))
        told = "".join(f", {number} {how}" for number, how in ends if number)
        output.say(f"{done} in {summary.seconds:.1f} s{told}")
    return summary


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _show(bar: Progress | None, task: object, step: BatchProgress, *, quiet: bool) -> None:
    pace = f"{_counted(step.sentences, 'sentence')}, {step.words_per_second:.0f} words/s"
    if bar is not None:
        said = f"{output.safe(step.current.name)}: {pace}"
        bar.update(task, total=step.total, completed=step.files, description=said)  # type: ignore[arg-type]
    elif not quiet and step.result is not None:
        left = "" if step.left is None else f", {step.left:.0f} s left"
        output.say(f"{step.files}/{step.total} {step.current}: {pace}{left}")
