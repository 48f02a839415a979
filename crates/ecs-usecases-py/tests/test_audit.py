"""What runs did is exported, anchored and checked; who changes a byte of it is found."""

from __future__ import annotations

import asyncio
import hashlib
import json
from pathlib import Path

import pytest

from ecs_usecases import AsyncClient, AuditAnchor, Client, EcsUseCasesError, Simulator, verify_audit_export


def client(journal: Path | None = None) -> Client:
    made = Simulator().client(journal=journal)
    for run_id in ("run-a", "run-b"):
        made.noop(run_id=run_id)
    return made


def test_a_log_and_its_anchor_agree(tmp_path: Path) -> None:
    asked = client(tmp_path / "runs.db")
    log, anchor = asked.export_audit(), asked.anchor_audit()
    report = verify_audit_export(log, anchor)
    assert [run.run_id for run in report.runs] == ["run-a", "run-b"]
    assert report.records == report.anchored == len(log.splitlines()) - 2
    assert asked.verify_audit(anchor) == report
    assert asked.verify_audit().anchored == 0
    # An anchor is kept as JSON, and read again.
    kept = AuditAnchor.from_json(anchor.to_json())
    assert kept == anchor and verify_audit_export(log, kept) == report
    assert len(verify_audit_export(asked.export_audit(limit=1)).runs) == 1


def test_a_changed_log_is_found() -> None:
    asked = client()
    log, anchor = asked.export_audit(), asked.anchor_audit()
    lines = log.splitlines(keepends=True)
    for other in (log.replace("noop", "poon", 1), "".join(lines[:-1]), "".join(lines[:2] + lines[3:]), log[:-1]):
        with pytest.raises(EcsUseCasesError) as caught:
            verify_audit_export(other)
        assert caught.value.code in ("AuditDamaged", "JournalDamaged"), caught.value
    asked.noop(run_id="run-c")
    assert asked.verify_audit(anchor).anchored == anchor.runs[0].number + anchor.runs[1].number
    with pytest.raises(EcsUseCasesError, match="run run-a has 0 records"):
        Simulator().client().verify_audit(anchor)


def test_it_can_be_checked_without_the_library() -> None:
    """As the manual says it is done."""

    def sha256(*texts: str) -> str:
        return hashlib.sha256(b"".join(text.encode() + b"\0" for text in texts)).hexdigest()

    log = client().export_audit()
    *lines, last = log.splitlines(keepends=True)
    seal = json.loads(last)
    assert seal == {"records": len(lines) - 1, "sha256": sha256("".join(lines))}
    before: dict[str, str] = {}
    for line in lines[1:]:
        record = json.loads(line)
        assert record["hash"] == sha256(before.get(record["run"]) or record["run"], record["body"])
        before[record["run"]] = record["hash"]


def test_asyncio_asks_the_same() -> None:
    async def ask(asked: AsyncClient) -> None:
        await asked.noop(run_id="run-a")
        log, anchor = await asked.export_audit(), await asked.anchor_audit()
        assert verify_audit_export(log, anchor) == await asked.verify_audit(anchor)

    asyncio.run(ask(Simulator().async_client()))
