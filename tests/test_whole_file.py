"""Files are there whole, or as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from arinb.whole_file import replacing


def _put(path: Path, content: bytes = b"new", *, private: bool = False) -> None:
    with replacing(path, private=private) as file:
        file.write(content)


def _break_off(path: Path, error: type[BaseException]) -> None:
    with replacing(path) as file:
        file.write(b"half")
        raise error


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_and_one_that_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for content in (b"one", b"two"):
        _put(path, content)
        assert path.read_bytes() == content
    assert _names(tmp_path) == ["file"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_error_leaves_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(error):
        _break_off(path, error)
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["file"]


def test_a_private_file_and_permissions_that_stay(tmp_path: Path) -> None:
    path = tmp_path / "file"
    _put(path, private=True)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    _put(path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_leads_where_it_led(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    _put(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="no ordinary file"):
        _put(tmp_path / "folder")
    with pytest.raises(OSError, match="no ordinary file"):
        _put(Path("/dev/null"))
    with pytest.raises(FileNotFoundError):
        _put(tmp_path / "nowhere" / "file")
    assert _names(tmp_path) == ["folder"]
