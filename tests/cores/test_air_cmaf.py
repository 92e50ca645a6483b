"""The boxes, read back."""

import struct

import pytest

from groundwave.air.engine.cmaf import adts_frame, boxes, init_segment, media_segment

FRAMES = [bytes([n]) * (200 + n) for n in range(90)]


def inside(data: bytes, *path: bytes) -> bytes:
    for kind in path:
        data = dict(boxes(data))[kind]
    return data


def test_init_is_one_track_at_the_sample_rate() -> None:
    data = init_segment(96_000)
    assert [kind for kind, _ in boxes(data)] == [b"ftyp", b"moov"]
    assert struct.unpack_from(">I", inside(data, b"moov", b"trak", b"mdia", b"mdhd"), 12)[0] == 48_000
    description = inside(data, b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd")
    assert b"mp4a" in description
    assert bytes.fromhex("1190") in description
    assert struct.unpack(">5I", inside(data, b"moov", b"mvex", b"trex")[4:])[2] == 1_024


def test_segment_carries_the_epoch_time_in_64_bits() -> None:
    number = 935_134_500
    data = media_segment(number, number * 92_160, FRAMES)
    assert struct.unpack(">IQ", inside(data, b"moof", b"traf", b"tfdt")) == (1 << 24, number * 92_160)
    assert struct.unpack(">II", inside(data, b"moof", b"mfhd")) == (0, number)


def test_run_points_at_the_frames() -> None:
    data = media_segment(1, 92_160, FRAMES)
    run = inside(data, b"moof", b"traf", b"trun")
    _, count, offset = struct.unpack_from(">IIi", run)
    sizes = struct.unpack_from(f">{count}I", run, 12)
    assert sizes == tuple(len(frame) for frame in FRAMES)
    moof = data.index(b"moof") - 4
    assert data[moof + offset :] == b"".join(FRAMES) == inside(data, b"mdat")


def test_a_number_beyond_32_bits_still_fits() -> None:
    assert struct.unpack(">II", inside(media_segment(2**32 + 5, 0, FRAMES), b"moof", b"mfhd")) == (0, 5)


def test_adts_header() -> None:
    frame = adts_frame(b"x" * 249)
    assert len(frame) == 256
    assert frame[:2] == b"\xff\xf1"
    assert (frame[2] >> 6, frame[2] >> 2 & 15, (frame[2] & 1) << 2 | frame[3] >> 6) == (1, 3, 2)
    assert (frame[3] & 3) << 11 | frame[4] << 3 | frame[5] >> 5 == 256
    with pytest.raises(ValueError, match="too long"):
        adts_frame(b"x" * 8_185)


@pytest.mark.parametrize("data", [b"\0\0\0", b"\0\0\0\x04free", b"\0\0\1\0free", b"\0\0\0\0mdat"])
def test_boxes_that_do_not_add_up(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"box|bytes"):
        list(boxes(data))
