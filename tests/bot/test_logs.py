"""What libraries say in the log: that something failed and where, and nothing of what people wrote."""

import logging

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from bot.logs import Discreet


def test_a_statement_that_fails_is_logged_without_what_it_was_given() -> None:
    engine = create_engine("sqlite://")
    with pytest.raises(OperationalError, match="rahasia") as failed, engine.connect() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": "kata rahasia"})
    engine.dispose()
    raised = (failed.type, failed.value, failed.tb)
    record = logging.LogRecord("apscheduler", logging.ERROR, __file__, 1, "Job failed", None, raised)
    said = Discreet("%(levelname)s %(name)s").format(record)
    assert said.startswith("ERROR apscheduler")
    assert "OperationalError" in said
    assert "rahasia" not in said
