import asyncio
import dataclasses
import logging
import time
from random import Random

import pytest
from temporalio.api.failure.v1 import Failure
from temporalio.exceptions import ApplicationError

from src.activities.{{names.module}} import logger
from src.models import {{names.module}} as models
from src.services.redaction import SECRET_NAMES, redacted

from .recording import FAILURES, PAYLOADS

#: A text, and what of it must not be left.
SECRETS = [
    ("4111 1111 1111 1111", "1111"),
    ("4111111111111111", "1111"),
    ("4111-1111-1111-1111", "1111"),
    ("4111.1111.1111.1111", "1111"),
    ("4111  1111  1111  1111", "1111"),
    ("378282246310005", "2822"),
    ("3782 822463 10005", "8224"),
    ("pi_4111111111111111", "4111"),
    ("card_4111111111111111", "4111"),
    ("PAN4111111111111111", "4111"),
    ("PAN4111 1111 1111 1111", "4111"),
    ("4111%201111%201111%201111", "1111"),
    ("4111\n1111\n1111\n1111", "1111"),
    ("4111\r\n 1111\r\n 1111\r\n 1111", "1111"),
    ("4111\t1111\t1111\t1111", "1111"),
    ("4111\u20131111\u20131111\u20131111", "1111"),
    ("4111:1111:1111:1111", "1111"),
    ("4111 1111 1111 1111 12/29", "1111"),
    ("order 12 4111 1111 1111 1111", "1111"),
    ("411111111111111129121011", "4111"),
    ("411111111111111112291011", "4111"),
    ("4111111111111111=29121011000012345678", "0000123"),
    ("cvv 123", "123"),
    ("cvv\t123", "123"),
    ("CVC code 1234", "1234"),
    ("security code is 737", "737"),
    ("account_number\t12345678", "12345678"),
    ("Kontonummer 12345678", "12345678"),
    ("Kto. 1234567", "1234567"),
    ("password hunter2", "hunter2"),
    ("token\tabc123", "abc123"),
    ("password is 'open sesame'", "sesame"),
    ("api key k-123456", "k-123"),
    ("card_number=4111-1111-1111-1111", "1111"),
    ("cvv: 737", "737"),
    ("DE89 3704 0044 0532 0130 00", "3704"),
    ("GB29NWBK60161331926819", "NWBK"),
    ("iban DE89.3704.0044.0532.0130.00", "0532"),
    ("account number 12345678", "12345678"),
    ("account no. is 1234 5678", "5678"),
    ("acct: 000123456", "000123456"),
    ("sort code 12-34-56", "34"),
    ("password: hunter2", "hunter2"),
    ('password="correct horse battery"', "horse"),
    ("secret = 'open sesame now'", "sesame"),
    ('{"api_key": "k-123 456", "a": 1}', "k-123"),
    ('{\\"token\\": \\"abc def\\"}', "abc"),
    ("Authorization: Basic dXNlcjpwYXNz", "dXNl"),
    ("Authorization: Bearer eyJhbGciOi.abc.def", "eyJ"),
    ("got Bearer eyJhbGciOi.abc.def from it", "eyJ"),
    ("Authorization: Custom abcDEF99", "abcDEF99"),
    ("Cookie: sid=abcdef123; other=zyx987", "zyx987"),
    ('{"Authorization": "Custom abcDEF99", "a": 1}', "abcDEF99"),
    ("client_secret=s3cr3t&x=1", "s3cr3t"),
    ("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", "MIIE"),
    ("-----BEGIN RSA PRIVATE KEY-----\nMIIE", "MIIE"),
]
CARDS = [
    ["4111", "1111", "1111", "1111"],
    ["5555", "5555", "5555", "4444"],
    ["3782", "822463", "10005"],
    ["6011", "1111", "1111", "1117"],
    ["3056", "930902", "5904"],
]
QUOTE = "declined 4111 1111 1111 1111, iban DE89370400440532013000, password: hunter2"
LEFT = ["1111 1111", "370400440532", "hunter2"]


def is_clean(text):
    return not any(part in text for part in LEFT)


class TestTexts:
    """What is secret goes, what is not stays."""

{{#each secret_hygiene.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.security
    @pytest.mark.parametrize("text, secret", SECRETS)
    def test_nothing_secret_is_left(self, text, secret):
        """
        Type: security
{{#each secret_hygiene.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: a secret in the middle of a text
        Expected: it is gone, the rest is there
        """
        cleaned = redacted(f"before {text} after")
        assert secret not in cleaned
        assert cleaned.startswith("before ") and "[redacted]" in cleaned

    @pytest.mark.parametrize(
        "text",
        [
            "order 1234567890123",
            "order_4111111111111112",
            "4111111111111112",
            "411111111111111229121011",
            "411111111111111199999999",
            "2026-03-02 09:00:00.123456",
            "total 1200.00 300.00 45.10 99.95",
            "attempts 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
            "550e8400-e29b-41d4-a716-446655440000",
            "token expired after 2 tries",
            "password changed 3 times",
            "account closed since 2026-03-02",
            "account 2026-03-02T09:00:00",
            "card 1 of 2",
            "cvv is missing",
            "2026-03-02T09:00:00+00:00",
            "from failed to checking, attempt 2",
            "0123456789abcdef0123456789abcdef",
            "the card was declined",
            "basic checks passed",
        ],
    )
    @pytest.mark.unit
    def test_other_texts_stay(self, text):
        """Scenario: numbers that are no card's, and plain words
        Expected: they are still there
        """
        assert redacted(text) == text


    @pytest.mark.property
    @pytest.mark.parametrize("size", range(13, 20))
    def test_numbers_of_orders_stay(self, size):
        """Scenario: numbers as long as a card's whose last digit is wrong, alone and behind a name
        Expected: they are still there
        """
        chance = Random(size)
        for _ in range(300):
            number = str(chance.randrange(10 ** (size - 1), 10**size))
            rest = sum(sum(divmod(int(d) * 2, 10)) for d in number[-2::-2])
            if (rest + sum(map(int, number[-1::-2]))) % 10:
                text = f"order {number} and order_{number} are late"
                assert redacted(text) == text

{{#each secret_hygiene.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.property
    @pytest.mark.parametrize("before", ["", "card ", "pi_", "PAN", "id=", "7 ", "2026-03-02\n"])
    @pytest.mark.parametrize("between", ["", " ", "-", ".", "/", "\n", "\t", "%20", "  ", "\u00a0"])
    def test_cards_go_however_they_are_written(self, before, between):
        """
        Type: property
{{#each secret_hygiene.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: test numbers of five issuers, in groups, behind words and other numbers
        Expected: no group of them is left
        """
        for groups in CARDS:
            cleaned = redacted(before + between.join(groups) + " was declined")
            assert "[redacted]" in cleaned and cleaned.endswith(" was declined")
            assert not any(group in cleaned for group in groups)

    @pytest.mark.unit
    def test_long_texts_take_no_long_time(self):
        """Scenario: texts of forty thousand letters that nearly match in many places
        Expected: each is gone through within seconds
        """
        begun = time.process_time()
        for part in ("a-", "token-", "1 ", "4111 ", "1%20", "password ", "\\\"", "-----BEGIN "):
            redacted(part * (40000 // len(part)))
        assert time.process_time() - begun < 10


class TestPorts:
    """Whatever a port says when it fails, no secret goes on."""

{{#each secret_hygiene.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.security
    @pytest.mark.parametrize(
        "port, method, activity",
        [
            ("provider", "status", "check_{{names.subject}}"),
{{#if has.notification}}
            ("notifier", "send", "send_notification"),
{{#if has.rate_limit}}
            ("limit", "reserve", "send_notification"),
{{/if}}
{{/if}}
{{#if has.escalation}}
            ("escalations", "take_over", "escalate_{{names.subject}}"),
{{/if}}
{{#if has.observability}}
            ("events", "append", "record_transition"),
{{/if}}
        ],
    )
    def test_no_failure_of_a_port_carries_a_secret(self, world, port, method, activity):
        """
        Type: security
{{#each secret_hygiene.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: a port fails, and its error quotes a card, an account and a password
        Expected: the failure that the engine would keep quotes none of them, its causes included
        """

        async def fails(*arguments):
            raise ConnectionError(QUOTE)

        setattr(getattr(world, port), method, fails)
        arguments = {
            "check_{{names.subject}}": ["key"],
{{#if has.notification}}
            "send_notification": [world.message("key")],
{{/if}}
            "escalate_{{names.subject}}": ["item-1", "used up"],
            "record_transition": ["item-1", "failed", "checking", 0],
        }[activity]
        with pytest.raises(ApplicationError) as caught:
            world.call(getattr(world.activities, activity), *arguments)
        kept = Failure()
        FAILURES.to_failure(caught.value, PAYLOADS, kept)
        assert "[redacted]" in str(caught.value)
        assert is_clean(str(caught.value)) and is_clean(str(kept))
        assert caught.value.__cause__ is None

{{#each secret_hygiene.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.security
    def test_a_lost_answer_leaves_no_secret_in_the_log(self, world, caplog):
        """
        Type: security
{{#each secret_hygiene.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the provider's error quotes what is secret
        Expected: the log says that there was an error, and quotes nothing
        """
        world.provider.script = [ConnectionError(QUOTE)] * 100
        with caplog.at_level(logging.DEBUG):
            world.run()
        assert "got no answer" in caplog.text and "[redacted]" in caplog.text
        assert is_clean(caplog.text)

{{#each secret_hygiene.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.security
    def test_no_secret_in_the_record(self, world):
        """
        Type: security
{{#each secret_hygiene.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: every port fails for good at some time, and its error quotes what is secret
        Expected: the history that the engine keeps does not, nor does anything that ports are given
        """
        world.provider.silent_status, world.provider.secret = 2, QUOTE
        world.provider.script = [ConnectionError(QUOTE)] * 100
{{#if has.notification}}
        world.notifier.is_down, world.notifier.secret = True, QUOTE
{{/if}}
{{#if has.escalation}}
        world.escalations.failures, world.escalations.secret = 2, QUOTE
{{/if}}
        run = world.run()
        assert is_clean(run.history.to_json())
        assert is_clean(str(run.calls))
{{#if has.escalation}}
        assert is_clean(str(world.escalations.taken))
{{/if}}
{{#if has.observability}}
        assert world.events.kept and is_clean(str(world.events.kept))
{{/if}}


class TestLogs:
    """The package's logger, and everything below it."""

{{#each secret_hygiene.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.security
    @pytest.mark.parametrize("below", ["", ".adapters", ".adapters.gateway"])
    def test_every_logger_of_the_package_is_clean(self, caplog, below):
        """
        Type: security
{{#each secret_hygiene.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the package's logger and new ones below it get a secret in each possible place
        Expected: none of it comes through
        """
        own = logging.getLogger(logger.name + below)
        with caplog.at_level(logging.DEBUG):
            own.warning("text " + QUOTE)
            own.warning("argument %s", QUOTE)
            own.warning("mapping %(it)s", {"it": QUOTE})
            own.warning("extra", extra={"quoted": QUOTE, "more": {"it": QUOTE}})
            own.warning("stack", stack_info=True)
            try:
                raise ValueError(QUOTE)
            except ValueError:
                own.exception("exception")
        assert len(caplog.records) == 6
        assert is_clean(caplog.text)
        for record in caplog.records:
            assert is_clean(str([each for each in vars(record).values() if not isinstance(each, float)]))

{{#each secret_hygiene.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.security
    def test_the_engines_loggers_are_clean(self, caplog):
        """
        Type: security
{{#each secret_hygiene.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the SDK logs the failure of an activity
        Expected: it quotes nothing that is secret
        """
        for name in ("temporalio.activity", "temporalio.worker._activity", "temporalio.new"):
            with caplog.at_level(logging.DEBUG):
                logging.getLogger(name).warning("failed: %s", QUOTE)
        assert len(caplog.records) == 3 and is_clean(caplog.text)

    @pytest.mark.unit
    def test_other_loggers_are_left_alone(self, caplog):
        """Scenario: a logger of somebody else
        Expected: what it says is not touched
        """
        logging.getLogger("{{names.module}}_other").warning("password: hunter2")
        assert "hunter2" in caplog.text


class TestFields:
    """What is kept has no place for a secret."""

{{#each secret_hygiene.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.security
    def test_no_field_could_hold_one(self):
        """
        Type: security
{{#each secret_hygiene.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the fields of every value that is kept
        Expected: none is named like a secret
        """
        kept = [kind for kind in vars(models).values() if dataclasses.is_dataclass(kind)]
        fields = [field.name for kind in kept for field in dataclasses.fields(kind)]
        assert len(fields) > 5
        assert [f for f in fields if any(name in f for name in SECRET_NAMES)] == []
