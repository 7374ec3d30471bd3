from __future__ import annotations

import socket
from typing import Literal

import pytest

from arinb.errors import AsteriskError
from arinb.pbx import ports
from arinb.pbx.ports import free_port, free_ports, give_back


@pytest.mark.parametrize("kind", ["tcp", "udp"])
def test_a_free_port_can_be_bound_and_comes_once(kind: Literal["tcp", "udp"]) -> None:
    given = [free_port(kind) for _ in range(50)]
    assert len(set(given)) == 50
    type_ = socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM
    with socket.socket(socket.AF_INET, type_) as bound:
        bound.bind(("127.0.0.1", given[0]))


def test_what_is_given_back_is_handed_out_again() -> None:
    for _ in range(500):
        first = free_ports(100, "udp")
        give_back(range(first, first + 100))


def test_it_lies_below_the_ports_of_outgoing_connections() -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        assert one.getsockname()[1] > max(free_port() for _ in range(20))


def test_a_row_is_free_and_begins_with_an_even_one() -> None:
    first = free_ports(40, "udp")
    assert first % 2 == 0
    assert not any(free_port("udp") in range(first, first + 40) for _ in range(200))


def test_a_port_in_use_is_not_free() -> None:
    with socket.socket() as busy:
        port = free_port()
        assert ports._is_free(port, "tcp")
        busy.bind(("127.0.0.1", port))
        assert not ports._is_free(port, "tcp")
        assert ports._is_free(port, "udp")


def test_more_than_there_are() -> None:
    with pytest.raises(AsteriskError, match="no 60000 free udp ports"):
        free_ports(60_000, "udp")
