"""The same training in PyTorch, for `rapport bench training --python`.

Arguments: precision, vocabulary, positions, width, layers, heads. Reads one request a line on standard input:
{"threads": n, "batches": [[{"ids": [...], "weights": [...]}, ...], ...]}, takes one step a batch and answers
{"seconds": s}. Needs torch. Written to be fast: autocast, PyTorch's fused AdamW, lengths in multiples of 16, loss on
counted positions only, and attention by hand in bfloat16, where PyTorch's own is slow on processors.
"""

import json
import math
import sys
import time

import torch
from torch import nn

F = nn.functional


class Block(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.before_attention, self.before_mlp = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.widen, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, mask):
        batch, length, width = x.shape
        size = width // self.heads
        qkv = self.qkv(self.before_attention(x)).view(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        if qkv.dtype == torch.bfloat16:
            q, k, v = qkv.reshape(3, batch * self.heads, length, size)
            scores = torch.baddbmm(mask[:length, :length], q, k.transpose(1, 2), alpha=1 / math.sqrt(size))
            with torch.autocast("cpu", enabled=False):
                y = torch.bmm(torch.softmax(scores, -1), v).view(batch, self.heads, length, size)
        else:
            y = F.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], is_causal=True)
        x = x + self.out(y.transpose(1, 2).reshape(batch, length, width))
        return x + self.narrow(F.gelu(self.widen(self.before_mlp(x)), approximate="tanh"))


class Gpt2(nn.Module):
    def __init__(self, vocabulary: int, positions: int, width: int, layers: int, heads: int):
        super().__init__()
        self.tokens, self.places = nn.Embedding(vocabulary, width), nn.Embedding(positions, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        mask = torch.full((positions, positions), float("-inf"), dtype=torch.bfloat16).triu(1)
        self.register_buffer("mask", mask)
        for parameter in self.parameters():
            if parameter.dim() > 1:
                nn.init.normal_(parameter, 0, 0.02)

    def forward(self, ids, rows):
        x = self.tokens(ids) + self.places.weight[: ids.shape[1]]
        for block in self.blocks:
            x = block(x, self.mask)
        return F.linear(self.norm(x).flatten(0, 1)[rows], self.tokens.weight)


def arranged(sequences):
    longest = max(len(s["ids"]) for s in sequences) - 1
    length = (longest + 15) // 16 * 16
    ids = torch.tensor([s["ids"][:-1] + [0] * (length - len(s["ids"]) + 1) for s in sequences])
    targets = torch.tensor([s["ids"][1:] + [0] * (length - len(s["ids"]) + 1) for s in sequences]).flatten()
    weights = torch.tensor([s["weights"][1:] + [0] * (length - len(s["ids"]) + 1) for s in sequences]).flatten()
    rows = weights.nonzero()[:, 0]
    return ids, rows, targets[rows], weights[rows]


def main() -> None:
    bf16 = sys.argv[1] == "bf16"
    model = Gpt2(*(int(size) for size in sys.argv[2:7]))
    matrices = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() == 1]
    groups = [{"params": matrices, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), fused=True)
    print(json.dumps({"torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        torch.set_num_threads(request["threads"])
        started = time.perf_counter()
        for sequences in request["batches"]:
            ids, rows, targets, weights = arranged(sequences)
            with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
                logits = model(ids, rows)
            loss = (F.cross_entropy(logits.float(), targets, reduction="none") * weights).sum() / weights.sum()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            loss.item()
        print(json.dumps({"seconds": time.perf_counter() - started}), flush=True)


if __name__ == "__main__":
    main()
