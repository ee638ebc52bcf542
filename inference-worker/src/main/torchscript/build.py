"""Writes the TorchScript artefacts of gpt2.py: python build.py (needs torch; built with 2.13, loads in libtorch 2.7.1).

Beside each artefact lies the SHA-256 of the source it was built from, so that a test finds a stale one.
"""

import hashlib
import pathlib

import torch

import gpt2

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent / "resources" / "dev" / "rapport" / "inference" / "model" / "djl"


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    source = hashlib.sha256((HERE / "gpt2.py").read_bytes()).hexdigest()
    for name, prepacked, quantised in (
        ("gpt2.pt", False, False),
        ("gpt2-onednn.pt", True, False),
        ("gpt2-int8.pt", False, True),
    ):
        artefact = TARGET / name
        torch.jit.script(gpt2.Gpt2(prepacked, quantised)).save(str(artefact))
        (TARGET / (name + ".source-sha256")).write_text(source + "\n")
        print(artefact, artefact.stat().st_size)


if __name__ == "__main__":
    main()
