"""Source of gpt2-training.pt: one optimisation step of GPT-2 as a scripted module without weights.

Running Rapport never needs Python; only a change to this file does: python gpt2_training.py (needs torch; built with 2.13,
loads in libtorch 2.7.1). Beside the artefact lies the SHA-256 of this file, so that a test finds a stale one.

Tensors are given in the order and layout of a Hugging Face checkpoint (Conv1D weights are [in, out]):
wte, wpe, then for every layer ln_1.weight, ln_1.bias, attn.c_attn.weight, .bias, attn.c_proj.weight, .bias,
ln_2.weight, ln_2.bias, mlp.c_fc.weight, .bias, mlp.c_proj.weight, .bias, and last ln_f.weight, ln_f.bias.
"""

import hashlib
import math
import pathlib
from typing import List

import torch
from torch import Tensor, nn

F = torch.nn.functional


class Gpt2Training(nn.Module):
    params: List[Tensor]
    means: List[Tensor]
    squares: List[Tensor]
    steps: int
    heads: int
    bf16: bool
    mask: Tensor
    device: torch.device

    def __init__(self):
        super().__init__()
        self.params = torch.jit.annotate(List[Tensor], [])
        self.means = torch.jit.annotate(List[Tensor], [])
        self.squares = torch.jit.annotate(List[Tensor], [])
        self.steps = 0
        self.heads = 1
        self.bf16 = False
        self.mask = torch.zeros(1, 1)
        self.device = torch.device("cpu")

    def linear(self, x: Tensor, at: int) -> Tensor:
        """x W + b with the weight at index `at` and its bias right after it; bfloat16 out when training so."""
        w, b = self.params[at], self.params[at + 1]
        if self.bf16:
            return torch.addmm(b.to(torch.bfloat16), x.to(torch.bfloat16), w.to(torch.bfloat16))
        return torch.addmm(b, x, w)

    def norm(self, x: Tensor, at: int) -> Tensor:
        return F.layer_norm(x, [x.size(-1)], self.params[at], self.params[at + 1], 1e-5)

    def attention(self, qkv: Tensor, batch: int, length: int) -> Tensor:
        """Causal attention of [B * T, 3 C]; returns [B * T, C]."""
        width = qkv.size(1) // 3
        size = width // self.heads
        parts = qkv.view(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        if self.bf16:
            # By hand: on processors, PyTorch's own attention needs four times as long for the way back in bfloat16.
            p = parts.reshape(3, batch * self.heads, length, size)
            scale = 1.0 / math.sqrt(size)
            scores = torch.baddbmm(self.mask[:length, :length], p[0], p[1].transpose(1, 2), alpha=scale)
            y = torch.bmm(torch.softmax(scores, -1), p[2]).view(batch, self.heads, length, size)
        else:
            y = F.scaled_dot_product_attention(parts[0], parts[1], parts[2], None, 0.0, True)
        return y.transpose(1, 2).reshape(batch * length, width)

    def hidden(self, ids: Tensor) -> Tensor:
        """Final hidden states [B * T, C] of ids [B, T]; causal, so padding must stand on the right."""
        batch, length = ids.size(0), ids.size(1)
        x = F.embedding(ids, self.params[0]) + self.params[1][:length]
        width = x.size(2)
        x = x.view(batch * length, width)
        for layer in range((len(self.params) - 4) // 12):
            p = 2 + 12 * layer
            y = self.attention(self.linear(self.norm(x, p), p + 2), batch, length)
            x = x + self.linear(y, p + 4)
            y = F.gelu(self.linear(self.norm(x, p + 6), p + 8), approximate="tanh")
            x = x + self.linear(y, p + 10)
        return self.norm(x.float(), len(self.params) - 2)

    def head(self, x: Tensor) -> Tensor:
        w = self.params[0]
        if self.bf16:
            return torch.mm(x.to(torch.bfloat16), w.to(torch.bfloat16).t()).float()
        return torch.mm(x, w.t())

    def mean_loss(self, ids: Tensor, rows: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
        """Mean loss of the counted tokens, each by its weight, []."""
        counts = weights.to(self.device)
        logits = self.head(self.hidden(ids.to(self.device)).index_select(0, rows.to(self.device)))
        losses = F.cross_entropy(logits, targets.to(self.device), reduction="none")
        return (losses * counts).sum() / counts.sum()

    @torch.jit.export
    def use_device(self, name: str):
        """Before the beginning: where weights and all work lie. What comes in and goes out does not."""
        self.device = torch.device(name)

    def own(self, tensors: List[Tensor]) -> List[Tensor]:
        """The tensors themselves where they lie on the device already, else copies there."""
        owned = torch.jit.annotate(List[Tensor], [])
        for t in tensors:
            owned.append(t if t.device == self.device else t.detach().to(self.device).requires_grad_(t.requires_grad))
        return owned

    @torch.jit.export
    def begin(
        self, params: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: int, heads: int, bf16: bool
    ) -> int:
        """Takes what is to be changed: float32 weights that require gradients and Adam's running means of the gradients
        and of their squares after so many steps, zeros before the first. On the CPU they are changed in place. Returns
        the number of weights.
        """
        self.heads = heads
        self.bf16 = bf16
        self.params = self.own(params)
        self.means = self.own(means)
        self.squares = self.own(squares)
        self.steps = steps
        positions = params[1].size(0)
        self.mask = torch.full([positions, positions], float("-inf"), dtype=torch.bfloat16).triu(1).to(self.device)
        return len(params)

    def forward(self, ids: Tensor, rows: Tensor, targets: Tensor, weights: Tensor, settings: Tensor) -> Tensor:
        """One AdamW step; returns [loss, gradient norm].

        It is `forward` because DJL runs every other method in inference mode, where nothing can be trained.
        rows index the flattened [B * T] positions whose next tokens are the targets; settings are learning rate,
        weight decay and the norm to clip gradients to.
        """
        rate, decay, clip = float(settings[0]), float(settings[1]), float(settings[2])
        loss = self.mean_loss(ids, rows, targets, weights)
        found = torch.autograd.grad([loss], self.params)
        grads = torch.jit.annotate(List[Tensor], [])
        for g in found:
            assert g is not None
            grads.append(g)
        norm = torch.sqrt(torch.stack([g.square().sum() for g in grads]).sum())
        scale = min(1.0, clip / (float(norm) + 1e-6))
        self.steps += 1
        unbias1, unbias2 = 1.0 - 0.9**self.steps, 1.0 - 0.98**self.steps
        with torch.no_grad():  # AdamW by hand: the fused operation is dropped as dead code when scripted
            for i in range(len(grads)):
                p, g, m, v = self.params[i], grads[i].mul_(scale), self.means[i], self.squares[i]
                m.lerp_(g, 0.1)
                v.mul_(0.98).addcmul_(g, g, value=0.02)
                if p.dim() > 1:
                    p.mul_(1.0 - rate * decay)
                p.addcdiv_(m, v.sqrt().mul_(1.0 / math.sqrt(unbias2)).add_(1e-8), value=-rate / unbias1)
        return torch.stack([loss.detach(), norm.detach()]).cpu()

    @torch.jit.export
    def loss(self, ids: Tensor, rows: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
        """The loss alone, [1]."""
        with torch.no_grad():
            return self.mean_loss(ids, rows, targets, weights).view(1).cpu()

    @torch.jit.export
    def state(self, which: int) -> List[Tensor]:
        """On the CPU: the weights as they are now (0), the means of gradients (1) or those of their squares (2)."""
        tensors = self.params if which == 0 else self.means if which == 1 else self.squares
        return [t.detach().cpu() for t in tensors]


def main() -> None:
    here = pathlib.Path(__file__).resolve()
    artefact = here.parents[1] / "resources" / "dev" / "rapport" / "tuning" / "training" / "gpt2-training.pt"
    torch.jit.script(Gpt2Training()).save(str(artefact))
    source = artefact.with_name(artefact.name + ".source-sha256")
    source.write_text(hashlib.sha256(here.read_bytes()).hexdigest() + "\n")
    print(artefact, artefact.stat().st_size)


if __name__ == "__main__":
    main()
