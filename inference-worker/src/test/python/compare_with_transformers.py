"""Compares the engine with Hugging Face transformers on random checkpoints:

    python compare_with_transformers.py --tokenizer FOLDER [--work FOLDER] [--shape NAME]

Needs torch and transformers, and a built Rapport. FOLDER holds a GPT-2 tokenizer (tokenizer.json, or vocab.json and
merges.txt). Makes three random checkpoints of different shapes, one of them as large as gpt2, and lets both sides
continue 40 prompts of 1 to 900 tokens greedily for 64 steps; Rapport reads all prompts at once, so that they join and
leave its batch at different steps. Ends with 1 when a token differs or first logits are more than 1e-4 apart.
"""

import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import torch
from transformers import AutoTokenizer, GPT2Config, GPT2LMHeadModel

ROOT = pathlib.Path(__file__).resolve().parents[4]
NEW_TOKENS = 64
SHAPES = {
    "124M": dict(n_layer=12, n_embd=768, n_head=12),
    "deep": dict(n_layer=7, n_embd=160, n_head=5, initializer_range=0.2),
    "flat": dict(n_layer=1, n_embd=512, n_head=2, initializer_range=0.1),
}
WORDS = (
    "the parcel your order lamp blue Friday thank we have found offer price $12.50 today — naïve café Łódź "
    "我们 您的订单 已经发货 谢谢 电影 好看的 想买 一部 ！ 　 😀 🎉 👩‍👩‍👧 3×4 50% <|endoftext|> http://x.y \u00a0 … ünïcödé"
).split(" ")


def prompts(tokenizer) -> list:
    """40 texts of one line: 1 to 900 tokens, English, Chinese, emoji, ideographic space."""
    generator = random.Random(4)
    lengths = [1, 2, 3, 5, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 66, 127, 128, 129, 191, 192, 193, 255, 256, 257]
    lengths += [generator.randint(4, 900) for _ in range(14)] + [899, 900]
    texts = ["a"]
    for length in lengths[1:]:
        text = "The"
        while len(encode(tokenizer, text)) < length:
            text += generator.choice(["", " ", " ", " "]) + generator.choice(WORDS)
        texts.append(text)
    return texts


def encode(tokenizer, text: str) -> list:
    """A control token that a customer typed is text for Rapport."""
    return tokenizer(text, split_special_tokens=True)["input_ids"]


def checkpoint(folder: pathlib.Path, tokenizer_folder: pathlib.Path, shape: dict, vocabulary: int) -> GPT2LMHeadModel:
    torch.manual_seed(7)
    # Without an end token: every text goes on for all steps.
    net = GPT2LMHeadModel(GPT2Config(vocab_size=vocabulary, eos_token_id=None, bos_token_id=None, **shape)).eval()
    with torch.no_grad():
        for parameter in net.parameters():
            if parameter.dim() == 1:
                parameter.add_(torch.randn_like(parameter) * 0.02)
    net.save_pretrained(folder)
    for name in ("tokenizer.json", "vocab.json", "merges.txt"):
        if (tokenizer_folder / name).exists():
            shutil.copy(tokenizer_folder / name, folder / name)
    return net


def rapport(folder: pathlib.Path, texts: list, work: pathlib.Path) -> tuple:
    (work / "prompts.txt").write_text("\n".join(texts) + "\n", encoding="utf-8")
    command = [str(ROOT / "rapport"), "generate", "--model", str(folder), "--prompt-file", str(work / "prompts.txt")]
    command += ["--greedy", "--max-new-tokens", str(NEW_TOKENS), "--json", "--logits", str(work / "logits.json")]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    results = json.loads(out)["results"]
    return results, json.loads((work / "logits.json").read_text())["logits"]


def compare(name: str, net: GPT2LMHeadModel, texts: list, tokenizer, results: list, logits: list) -> bool:
    wrong = 0
    most = 0.0
    for text, result, first in zip(texts, results, logits, strict=True):
        ids = encode(tokenizer, text)
        with torch.inference_mode():
            expected = net.generate(
                torch.tensor([ids]),
                attention_mask=torch.ones(1, len(ids)),
                max_new_tokens=NEW_TOKENS,
                do_sample=False,
                pad_token_id=0,
            )[0, len(ids) :].tolist()
            reference = net(torch.tensor([ids])).logits[0, -1]
        most = max(most, (reference - torch.tensor(first)).abs().max().item())
        if ids != result["promptTokens"] or expected != result["candidates"][0]["tokens"]:
            wrong += 1
            print(f"{name}: differs after a prompt of {len(ids)} tokens", file=sys.stderr)
    print(f"{name}: {len(texts) - wrong} of {len(texts)} texts equal; first logits differ by at most {most:.1e}")
    return wrong == 0 and most <= 1e-4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tokenizer", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("--shape", choices=sorted(SHAPES), action="append", help="only these; may be repeated")
    arguments = parser.parse_args()
    work = arguments.work or pathlib.Path(tempfile.mkdtemp())
    tokenizer = AutoTokenizer.from_pretrained(arguments.tokenizer)
    texts = prompts(tokenizer)
    equal = True
    for name in arguments.shape or SHAPES:
        folder = work / name
        net = checkpoint(folder, arguments.tokenizer, SHAPES[name], len(tokenizer))
        results, logits = rapport(folder, texts, work)
        equal &= compare(name, net, texts, tokenizer, results, logits)
    sys.exit(0 if equal else 1)


if __name__ == "__main__":
    main()
