"""Makes the tests' checkpoint and what Hugging Face transformers answers on it: python make_golden.py

Needs torch, transformers and tokenizers. The checkpoint is random and its tokenizer is trained on the text below, so
that both are our own. The test resources hold the output; run this again only to change them.
"""

import json
import pathlib
import shutil

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import GPT2Config, GPT2LMHeadModel
from transformers.generation import logits_process as lp

TARGET = pathlib.Path(__file__).resolve().parents[1] / "resources" / "dev" / "rapport" / "inference" / "engine"
END = "<|endoftext|>"
VOCABULARY = 384
SEED = 11
PROMPTS = [
    "Hello Anna, thank you for your order.",
    "a",
    "The blue lamp is back in stock!  Would you like one?",
    "您好，您的订单已经发货。",
    "line one\nline two\n\n\tindented   spaces",
    "Prices: $12.50, 3 × €4 — 50% off 😀🎉",
    "you " * 30,
    "The parcel that you ordered last week has left our warehouse and will reach you on Friday between nine and noon.",
]
CORPUS = [
    "Thank you for your order. Your parcel has left our warehouse and will arrive on Friday.",
    "The blue lamp is back in stock. Would you like one? Reply to this message and we will keep it for you.",
    "We noticed that you left a lamp in your basket. Here is ten percent off, only this week.",
    "Sorry that your delivery is late. We have asked the carrier and will write to you again today.",
]
NEW_TOKENS = 24


def tokenizer() -> Tokenizer:
    result = Tokenizer(models.BPE())
    result.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    result.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=[END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    result.train_from_iterator(CORPUS * 3, trainer)
    return result


def model() -> GPT2LMHeadModel:
    torch.manual_seed(SEED)
    config = GPT2Config(
        vocab_size=VOCABULARY,
        n_positions=256,
        n_embd=32,
        n_layer=2,
        n_head=4,
        initializer_range=0.4,
        bos_token_id=0,
        eos_token_id=0,
        pad_token_id=0,
    )
    result = GPT2LMHeadModel(config).eval()
    with torch.no_grad():
        for name, parameter in result.named_parameters():
            if parameter.dim() == 1:
                parameter.add_(torch.randn_like(parameter) * 0.1)
    return result


def generate(net: GPT2LMHeadModel, ids: list, **settings) -> dict:
    with torch.inference_mode():
        whole = net.generate(
            torch.tensor([ids]), attention_mask=torch.ones(1, len(ids)), do_sample=False, pad_token_id=0, **settings
        )[0]
        tokens = whole[len(ids) :]
        logits = net(whole[None]).logits[0, len(ids) - 1 : -1].float()
        log_probability = torch.log_softmax(logits.double(), -1).gather(1, tokens[:, None]).sum().item()
    return {"tokens": tokens.tolist(), "logProbability": log_probability}


def processors() -> list:
    """Scores before and after each processor, on logits that are far from any threshold."""
    generator = torch.Generator().manual_seed(5)
    scores = torch.randn(1, 40, generator=generator) * 3
    scores[0, 7] = scores[0, 9]
    history = torch.tensor([[4, 9, 9, 1, 30, 4, 9, 2, 30, 4, 9]])
    cases = [
        ("repetitionPenalty", 1.7, lp.RepetitionPenaltyLogitsProcessor(1.7)),
        ("repetitionPenalty", 0.6, lp.RepetitionPenaltyLogitsProcessor(0.6)),
        ("noRepeatNgramSize", 1, lp.NoRepeatNGramLogitsProcessor(1)),
        ("noRepeatNgramSize", 2, lp.NoRepeatNGramLogitsProcessor(2)),
        ("noRepeatNgramSize", 3, lp.NoRepeatNGramLogitsProcessor(3)),
        ("noRepeatNgramSize", 20, lp.NoRepeatNGramLogitsProcessor(20)),
        ("temperature", 0.7, lp.TemperatureLogitsWarper(0.7)),
        ("topK", 1, lp.TopKLogitsWarper(1)),
        ("topK", 5, lp.TopKLogitsWarper(5)),
        ("topK", 100, lp.TopKLogitsWarper(100)),
        ("topP", 0.05, lp.TopPLogitsWarper(0.05)),
        ("topP", 0.5, lp.TopPLogitsWarper(0.5)),
        ("topP", 0.9, lp.TopPLogitsWarper(0.9)),
        ("minP", 0.05, lp.MinPLogitsWarper(0.05)),
        ("minP", 0.4, lp.MinPLogitsWarper(0.4)),
    ]
    # Ties with the k-th score stay.
    ordered = scores[0].argsort(descending=True)
    tie = int((scores[0] > scores[0, 9]).sum()) + 1
    cases.append(("topK", tie, lp.TopKLogitsWarper(tie)))
    chain = lp.LogitsProcessorList(
        [
            lp.RepetitionPenaltyLogitsProcessor(1.3),
            lp.NoRepeatNGramLogitsProcessor(3),
            lp.TemperatureLogitsWarper(0.8),
            lp.TopKLogitsWarper(20),
            lp.TopPLogitsWarper(0.92),
            lp.MinPLogitsWarper(0.02),
        ]
    )
    result = [
        {"name": name, "value": value, "after": values(processor(history, scores.clone()))}
        for name, value, processor in cases
    ]
    return {
        "history": history[0].tolist(),
        "before": values(scores),
        "best": int(ordered[0]),
        "cases": result,
        "chain": {
            "repetitionPenalty": 1.3,
            "noRepeatNgramSize": 3,
            "temperature": 0.8,
            "topK": 20,
            "topP": 0.92,
            "minP": 0.02,
            "probabilities": torch.softmax(chain(history, scores.clone()), -1)[0].tolist(),
        },
    }


def values(scores: torch.Tensor) -> list:
    """Negative infinity has no JSON: null."""
    return [None if x == float("-inf") else x for x in scores[0].tolist()]


def main() -> None:
    folder = TARGET / "tiny-gpt2"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    text = tokenizer()
    net = model()
    net.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    text.save(str(folder / "tokenizer.json"))
    prompts = []
    for prompt in PROMPTS:
        ids = text.encode(prompt).ids
        with torch.inference_mode():
            first = net(torch.tensor([ids])).logits[0, -1]
        prompts.append(
            {
                "prompt": prompt,
                "ids": ids,
                "spellings": text.encode(prompt).tokens,
                "firstLogits": [round(x, 6) for x in first.tolist()],
                "greedy": generate(net, ids, max_new_tokens=NEW_TOKENS),
                "penalised": generate(net, ids, max_new_tokens=NEW_TOKENS, repetition_penalty=1.5),
                "ngrams": generate(net, ids, max_new_tokens=NEW_TOKENS, no_repeat_ngram_size=2),
                "minimum": generate(net, ids, max_new_tokens=NEW_TOKENS, min_new_tokens=NEW_TOKENS),
            }
        )
    ended = sum(1 for p in prompts if p["greedy"]["tokens"][-1] == 0)
    print("prompts that end by themselves:", ended, "lengths", [len(p["ids"]) for p in prompts])
    golden = {"newTokens": NEW_TOKENS, "prompts": prompts, "processors": processors()}
    (TARGET / "golden.json").write_text(json.dumps(golden, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
