"""GPT-2 as one code-only TorchScript module with a paged cache of keys and values.

The artefact holds no weights: the caller puts them in once, then calls ``step`` for every step of its decode loop,
so that a whole step, sampling included, costs one call across the language border. Run ``build.py`` to write the
artefacts anew.

A step reads packed tokens, first one token for each sequence that decodes, then chunks of prompts, then padding.
Shapes: N packed tokens, C width, H heads, D = C / H, P pages of B tokens, V vocabulary, R choices of a next token.
Page 0 belongs to nobody: padding is written there and short page lists are filled up with it.

What a sequence gets depends on nothing but itself: a prompt is read in blocks of one page whose bounds are those of its
pages, however it is cut into chunks, and rows of every product are rounded up by the caller. So text is the same alone
and in a batch, with and without pages that were read before.
"""

from typing import Final, List, Tuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Gpt2(nn.Module):
    """``prepacked`` and ``quantised`` are fixed when an artefact is built, for not every libtorch has what they need:
    oneDNN's packed weights, and products of 8-bit integers.
    """

    prepacked: Final[bool]
    quantised: Final[bool]
    # Most probable tokens among which a draw is tried first: to sort a whole vocabulary takes longer than a layer.
    narrow: Final[int]
    heads: int
    page_tokens: int
    epsilon: float
    batch_hint: int
    half: bool
    device: torch.device
    token_embedding: Tensor
    position_embedding: Tensor
    final_norm_weight: Tensor
    final_norm_bias: Tensor
    head_weight: Tensor
    keys: Tensor
    values: Tensor
    norms: List[Tensor]
    weights: List[Tensor]
    biases: List[Tensor]
    packs: List[torch.classes.quantized.LinearPackedParamsBase]

    def __init__(self, prepacked: bool, quantised: bool):
        super().__init__()
        nothing = torch.zeros(0)
        self.prepacked = prepacked
        self.quantised = quantised
        self.narrow = 1024
        self.heads = 1
        self.page_tokens = 1
        self.epsilon = 1e-5
        self.batch_hint = 32
        self.half = False
        self.device = torch.device("cpu")
        self.token_embedding = nothing
        self.position_embedding = nothing
        self.final_norm_weight = nothing
        self.final_norm_bias = nothing
        self.head_weight = nothing
        self.keys = nothing
        self.values = nothing
        self.norms = torch.jit.annotate(List[Tensor], [])
        self.weights = torch.jit.annotate(List[Tensor], [])
        self.biases = torch.jit.annotate(List[Tensor], [])
        if quantised:
            # The compiler wants to see one; ``put_ends`` begins anew.
            self.packs = [self.integers(torch.zeros(1, 1), torch.zeros(1))]

    def forward(self, packed: Tensor) -> Tensor:
        return packed

    # Weights

    @torch.jit.export
    def use_half(self):
        """Before the weights are put in: products, attention and cache in bfloat16; norms, the hidden state, shares of
        attention and sampling stay in float32.
        """
        self.half = True

    @torch.jit.export
    def use_device(self, name: str):
        """Before the weights are put in: where they, the cache and all work lie. What comes in and goes out does not."""
        self.device = torch.device(name)

    def own(self, tensor: Tensor) -> Tensor:
        """A copy on the device: the caller's memory may be a mapped file."""
        return tensor.clone().to(self.device)

    @torch.jit.export
    def put_ends(self, tensors: List[Tensor]):
        """Token embedding [V, C], position embedding [positions, C], final norm's weight and bias [C] and, when it is
        not tied to the token embedding, the head [V, C].
        """
        self.token_embedding = self.own(tensors[0])
        self.position_embedding = self.own(tensors[1])
        self.final_norm_weight = self.own(tensors[2])
        self.final_norm_bias = self.own(tensors[3])
        if self.quantised:
            head = tensors[4] if len(tensors) > 4 else self.token_embedding
            self.packs = [self.integers(head, torch.zeros(head.size(0)))]
        elif len(tensors) > 4:
            self.head_weight = self.pack(tensors[4])
        elif self.prepacked or self.half:
            self.head_weight = self.pack(self.token_embedding)
        else:
            self.head_weight = self.token_embedding

    @torch.jit.export
    def put_layer(self, tensors: List[Tensor]):
        """Norm 1, norm 2 (weight and bias each), then weight [in, out] and bias [out] of c_attn, c_proj, c_fc, c_proj."""
        for i in range(4):
            self.norms.append(self.own(tensors[i]))
        for i in range(4):
            weight = tensors[4 + 2 * i].t()
            bias = self.own(tensors[5 + 2 * i])
            if self.quantised:
                self.packs.append(self.integers(weight, bias))
            else:
                self.weights.append(self.pack(weight))
                self.biases.append(bias.to(torch.bfloat16) if self.half else bias)

    @torch.jit.export
    def start(self, heads: int, pages: int, page_tokens: int, epsilon: float):
        """Allocates the cache. One tensor for all layers: one a layer would be merged by common-subexpression elimination."""
        self.heads = heads
        self.page_tokens = page_tokens
        self.epsilon = epsilon
        layers = len(self.norms) // 4
        size = self.token_embedding.size(1) // heads
        kind = torch.bfloat16 if self.half else torch.float32
        self.keys = torch.zeros(layers, pages, heads, size, page_tokens, dtype=kind, device=self.device)
        self.values = torch.zeros(layers, pages, heads, page_tokens, size, dtype=kind, device=self.device)

    def pack(self, weight: Tensor) -> Tensor:
        """A weight [out, in] as the products of this artefact want it."""
        typed = weight.to(torch.bfloat16) if self.half else weight
        if self.prepacked:
            return torch.ops.mkldnn._reorder_linear_weight(typed.contiguous(), self.batch_hint)
        return self.own(typed).contiguous()

    def integers(self, weight: Tensor, bias: Tensor) -> torch.classes.quantized.LinearPackedParamsBase:
        """A weight [out, in] as 8-bit integers with a scale a row; the product rounds its input, a scale a step. The pack
        keeps the bias itself, no copy of it: it must be ours. Inputs get 7 bits: CPUs without VNNI add pairs of products in
        16 bits, where 8 would overflow.
        """
        scales = weight.abs().amax(1).div(127.0).clamp_min(1e-8).double()
        zeros = torch.zeros(weight.size(0), dtype=torch.int64)
        rounded = torch.quantize_per_channel(weight.contiguous(), scales, zeros, 0, torch.qint8)
        return torch.ops.quantized.linear_prepack(rounded, bias)

    # A step

    @torch.jit.export
    def step(
        self,
        packed: Tensor,
        table: Tensor,
        chunks: List[int],
        chunk_pages: Tensor,
        copies: Tensor,
        rows: Tensor,
        choices: Tensor,
        penalised: Tensor,
        banned: Tensor,
        wanted: int,
    ) -> Tuple[Tensor, Tensor, Tensor]:
        """One step of the decode loop.

        packed       int64 [4, N]: token, position, page, offset in the page
        table        int64 [decoding, pages of the longest sequence]: pages of each decoding sequence, in order; [0, 1]
        chunks       for each chunk of a prompt: its end in the packed tokens, position of its first token, a multiple of
                     B, and pages up to its end
        chunk_pages  int64 [sum of those pages]: the pages of each chunk's sequence from its beginning
        copies       int64 [2, copied]: pages to copy first, from and to
        rows         int64 [R, rounded up]: packed token after which each choice is made; padding repeats any
        choices      float64 [R, 6]: temperature (0 is greedy), top-k (0 is all), top-p, min-p, repetition penalty and a
                     uniform number in [0, 1)
        penalised    int64 [2, any]: choice and token that the repetition penalty falls on, each pair once
        banned       int64 [2, any]: choice and token that may not be chosen
        wanted       logits of the first so many choices are wanted
        returns      tokens int64 [R], natural logarithm of each one's probability under the unmodified model [R], not
                     finite when the logits are not, and logits [wanted, V]
        """
        device = self.device
        choices = choices.to(device)
        if copies.size(1) > 0:
            copies = copies.to(device)
            self.keys.index_copy_(1, copies[1], self.keys.index_select(1, copies[0]))
            self.values.index_copy_(1, copies[1], self.values.index_select(1, copies[0]))
        hidden = self.decode(packed.to(device), table.to(device), chunks, chunk_pages.to(device))
        logits = self.head(hidden, rows.to(device))
        logits = logits[: choices.size(0)]
        tokens = self.choose(logits, choices, penalised.to(device), banned.to(device))
        chosen = self.log_probabilities(logits, tokens)
        return tokens.cpu(), chosen.cpu(), logits[:wanted].float().contiguous().cpu()

    def log_probabilities(self, logits: Tensor, tokens: Tensor) -> Tensor:
        """Of one token [R] for each row of logits [R, V], a few rows at a time: what is written stays in the caches."""
        found = [torch.zeros(0, device=self.device)]
        for first in range(0, logits.size(0), 8):
            some = torch.log_softmax(logits[first : first + 8], -1, dtype=torch.float32)
            found.append(some.gather(1, tokens[first : first + 8].unsqueeze(1)).squeeze(1))
        return torch.cat(found, 0)

    def decode(self, packed: Tensor, table: Tensor, chunks: List[int], chunk_pages: Tensor) -> Tensor:
        """The hidden state after each packed token [N, C], before the final norm."""
        tokens = packed[0]
        positions = packed[1]
        pages = packed[2]
        offsets = packed[3]
        width = self.token_embedding.size(1)
        heads = self.heads
        size = width // heads
        decoding = table.size(0)
        used = decoding
        if len(chunks) > 0:
            used = chunks[-3]
        hidden = F.embedding(tokens, self.token_embedding) + F.embedding(positions, self.position_embedding)
        plan = self.plan(table, positions[:decoding], heads, size)
        masks = self.masks(chunks, decoding)
        for layer in range(len(self.norms) // 4):
            n = 4 * layer
            normed = F.layer_norm(hidden, [width], self.norms[n], self.norms[n + 1], self.epsilon)
            qkv = self.linear(normed, n, "none")
            query, key, value = qkv.split(width, 1)
            key = key.reshape(-1, heads, size)
            value = value.reshape(-1, heads, size)
            layer_keys = self.keys[layer]
            layer_values = self.values[layer]
            layer_keys.permute(0, 3, 1, 2).index_put_([pages, offsets], key)
            layer_values.permute(0, 2, 1, 3).index_put_([pages, offsets], value)
            attended: List[Tensor] = []
            if decoding > 0:
                attended.append(self.attend_pages(query[:decoding], layer_keys, layer_values, plan))
            if used > decoding:
                self.attend_chunks(
                    query, key, value, layer_keys, layer_values, chunks, chunk_pages, decoding, masks, attended
                )
            if used < tokens.size(0):
                attended.append(torch.zeros(tokens.size(0) - used, width, dtype=qkv.dtype, device=self.device))
            mixed = attended[0] if len(attended) == 1 else torch.cat(attended, 0)
            hidden = self.add_linear(hidden, mixed, n + 1)
            normed = F.layer_norm(hidden, [width], self.norms[n + 2], self.norms[n + 3], self.epsilon)
            inner = self.linear(normed, n + 2, "gelu")
            hidden = self.add_linear(hidden, inner, n + 3)
        return hidden

    def plan(self, table: Tensor, positions: Tensor, heads: int, size: int) -> List[Tensor]:
        """What paged attention looks up, equal for every layer: indices and bag offsets of keys and values, and the mask."""
        decoding = table.size(0)
        columns = table.size(1)
        length = columns * self.page_tokens
        base = table.int().view(-1, 1, columns) * heads + self.counted(heads).view(1, heads, 1)
        base = base.view(-1, heads, columns, 1)
        key_rows = (base * size + self.counted(size).view(1, 1, 1, size)).view(-1)
        key_bags = torch.arange(0, decoding * heads * columns * size, size, dtype=torch.int32, device=self.device)
        unread = torch.arange(length, device=self.device).view(1, 1, length) > positions.view(decoding, 1, 1)
        value_rows = base * self.page_tokens + self.counted(self.page_tokens).view(1, 1, 1, -1)
        value_rows = value_rows.view(decoding, heads, length).masked_fill(unread, 0).view(-1)
        value_bags = torch.arange(0, decoding * heads * length, length, dtype=torch.int32, device=self.device)
        return [key_rows, key_bags, value_rows, value_bags, unread]

    def counted(self, count: int) -> Tensor:
        """Numbers from 0, int32."""
        return torch.arange(count, dtype=torch.int32, device=self.device)

    def attend_pages(self, query: Tensor, keys: Tensor, values: Tensor, plan: List[Tensor]) -> Tensor:
        """Attention of single tokens over their pages as two weighted lookups: ragged, and nothing is gathered."""
        pages = keys.size(0)
        heads = keys.size(1)
        size = keys.size(2)
        decoding = query.size(0)
        unread = plan[4]
        length = unread.size(2)
        columns = length // self.page_tokens
        scaled = (query * (1.0 / (size**0.5))).view(decoding, heads, 1, size)
        weights = scaled.expand(decoding, heads, columns, size).reshape(-1)
        key_table = keys.view(pages * heads * size, self.page_tokens)
        scores = torch.embedding_bag(key_table, plan[0], plan[1], False, 0, False, weights)[0]
        # Replaced, not added to: an earlier owner of the page may have left something that is no number.
        scores = scores.view(decoding, heads, length).masked_fill_(unread, float("-inf"))
        shares = torch.softmax(scores, -1, dtype=torch.float32).to(query.dtype)
        value_table = values.view(pages * heads * self.page_tokens, size)
        mixed = torch.embedding_bag(value_table, plan[2], plan[3], False, 0, False, shares.view(-1))[0]
        return mixed.view(decoding, heads * size)

    def masks(self, chunks: List[int], decoding: int) -> List[Tensor]:
        """For each block after the first of a prompt, which keys [block, keys] its queries see, in the order of use."""
        masks: List[Tensor] = []
        first = decoding
        for i in range(len(chunks) // 3):
            position = chunks[3 * i + 1]
            left = chunks[3 * i] - first
            while left > 0:
                rows = min(left, self.page_tokens)
                if position > 0:
                    seen = torch.ones(rows, position + rows, dtype=torch.bool, device=self.device)
                    masks.append(seen.tril(position))
                position += rows
                left -= rows
            first = chunks[3 * i]
        return masks

    def attend_chunks(
        self,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        keys: Tensor,
        values: Tensor,
        chunks: List[int],
        chunk_pages: Tensor,
        decoding: int,
        masks: List[Tensor],
        attended: List[Tensor],
    ):
        """Causal attention of each chunk over its prompt, a block of one page at a time; appends [tokens, C] of each."""
        heads = key.size(1)
        size = key.size(2)
        first = decoding
        page = 0
        used = 0
        for i in range(len(chunks) // 3):
            end = chunks[3 * i]
            position = chunks[3 * i + 1]
            pages = chunks[3 * i + 2]
            gathered_keys = key
            gathered_values = value
            if position > 0 or end - first > self.page_tokens:
                index = chunk_pages[page : page + pages]
                length = pages * self.page_tokens
                gathered_keys = keys.index_select(0, index).permute(1, 0, 3, 2).reshape(1, heads, length, size)
                gathered_values = values.index_select(0, index).permute(1, 0, 2, 3).reshape(1, heads, length, size)
            while first < end:
                rows = min(end - first, self.page_tokens)
                block = query[first : first + rows].view(1, rows, heads, size).transpose(1, 2)
                if position == 0:
                    mixed = F.scaled_dot_product_attention(
                        block,
                        key[first : first + rows].transpose(0, 1).unsqueeze(0),
                        value[first : first + rows].transpose(0, 1).unsqueeze(0),
                        None,
                        0.0,
                        True,
                    )
                else:
                    seen = position + rows
                    mixed = F.scaled_dot_product_attention(
                        block,
                        gathered_keys[:, :, :seen],
                        gathered_values[:, :, :seen],
                        masks[used],
                        0.0,
                        False,
                    )
                    used += 1
                attended.append(mixed.transpose(1, 2).reshape(rows, heads * size))
                position += rows
                first += rows
            page += pages

    def head(self, hidden: Tensor, rows: Tensor) -> Tensor:
        """Logits [rows, V] after some tokens only: the head is the widest product of all."""
        last = hidden.index_select(0, rows)
        last = F.layer_norm(last, [last.size(1)], self.final_norm_weight, self.final_norm_bias, self.epsilon)
        if self.quantised:
            return torch.ops.quantized.linear_dynamic(last, self.packs[0], True)
        if self.half:
            last = last.to(torch.bfloat16)
        if self.prepacked:
            return torch.ops.mkldnn._linear_pointwise(last, self.head_weight, None, "none", [], "")
        return F.linear(last, self.head_weight)

    def add_linear(self, hidden: Tensor, x: Tensor, index: int) -> Tensor:
        """The product added to the hidden state, in one go where that is one operation."""
        if self.prepacked and not self.half:
            return torch.ops.mkldnn._linear_pointwise(x, hidden, self.weights[index], self.biases[index], "add")
        return hidden + self.linear(x, index, "none")

    def linear(self, x: Tensor, index: int, activation: str) -> Tensor:
        """The product with a weight, counted over all layers."""
        if self.half:
            x = x.to(torch.bfloat16)
        if self.prepacked:
            return torch.ops.mkldnn._linear_pointwise(
                x, self.weights[index], self.biases[index], activation, [], "tanh"
            )
        if self.quantised:
            y = torch.ops.quantized.linear_dynamic(x, self.packs[index + 1], True)
        else:
            y = F.linear(x, self.weights[index], self.biases[index])
        if activation == "gelu":
            y = F.gelu(y, approximate="tanh")
        return y

    # The choice of the next token, in the order of Hugging Face's generate

    @torch.jit.export
    def choose(self, logits: Tensor, choices: Tensor, penalised: Tensor, banned: Tensor) -> Tensor:
        """Tokens int64 [R] for logits [R, V]; see ``step`` for the rest. The logits are changed meanwhile and put back:
        a copy of them would take longer than to find the highest.
        """
        # A penalty in bfloat16 would be rounded.
        scores = logits.float() if penalised.size(1) > 0 else logits
        hit = scores[penalised[0], penalised[1]]
        if penalised.size(1) > 0:
            penalty = choices[:, 4].index_select(0, penalised[0]).to(hit.dtype)
            scores.index_put_([penalised[0], penalised[1]], torch.where(hit < 0, hit * penalty, hit / penalty))
        missed = scores[banned[0], banned[1]]
        if banned.size(1) > 0:
            scores.index_put_([banned[0], banned[1]], torch.full_like(missed, float("-inf")))
        tokens = scores.argmax(-1)
        drawing = (choices[:, 0] > 0).nonzero().view(-1)
        if drawing.size(0) > 0:
            drawn = self.draw(scores.index_select(0, drawing).float(), choices.index_select(0, drawing))
            tokens.index_copy_(0, drawing, drawn)
        if banned.size(1) > 0:
            scores.index_put_([banned[0], banned[1]], missed)
        if penalised.size(1) > 0:
            scores.index_put_([penalised[0], penalised[1]], hit)
        return tokens

    def draw(self, scores: Tensor, choices: Tensor) -> Tensor:
        """Tokens drawn from scores [R, V]. Rows that keep few tokens are sorted among those only."""
        vocabulary = scores.size(1)
        rows = scores.size(0)
        warped = scores / choices[:, 0:1].to(scores.dtype)
        top_k = choices[:, 1].long()
        top_k = torch.where(top_k > 0, top_k.clamp(max=vocabulary), torch.full_like(top_k, vocabulary))
        # How many to look at: what top-k keeps, more where top-p alone narrows.
        nucleus = (top_k == vocabulary) & (choices[:, 2] < 1)
        width = int(torch.where(top_k <= self.narrow, top_k, torch.ones_like(top_k)).max().item())
        if bool(nucleus.any().item()):
            width = min(self.narrow, vocabulary)
        best, ids = torch.topk(warped, width)
        last = best.gather(1, (top_k.clamp(max=width) - 1).unsqueeze(1))
        open_ended = top_k > width
        rest = torch.zeros(rows, dtype=torch.float64, device=scores.device)
        narrow = open_ended
        if bool(open_ended.any().item()):
            # The rest is no part of the nucleus anyhow.
            highest = best.amax(-1, True)
            # Twice the same where there is one row only: a sum to a single number is split among threads.
            whole = warped if rows > 1 else warped.expand(2, vocabulary)
            total = torch.exp(whole - highest).sum(-1, dtype=torch.float64)[:rows]
            rest = total - torch.exp(best - highest).sum(-1, dtype=torch.float64)
            narrow = nucleus & (rest <= (1 - choices[:, 2]) * total)
        # No tie with its k-th reaches further than the best.
        among = (warped >= last).sum(-1) <= width
        narrow = torch.where(open_ended, narrow, among)
        rest = torch.where(open_ended, rest, torch.zeros_like(rest))
        tokens = torch.zeros(rows, dtype=torch.int64, device=scores.device)
        picked = narrow.nonzero().view(-1)
        if picked.size(0) > 0:
            ordered_ids, order = ids.index_select(0, picked).sort(-1)
            kept = best.index_select(0, picked).gather(1, order)
            limit = torch.where(open_ended.unsqueeze(1), torch.full_like(last, float("-inf")), last)
            kept = kept.masked_fill(kept < limit.index_select(0, picked), float("-inf"))
            position = self.pick(kept, choices.index_select(0, picked), rest.index_select(0, picked))
            tokens.index_copy_(0, picked, ordered_ids.gather(1, position).squeeze(1))
        picked = narrow.logical_not().nonzero().view(-1)
        if picked.size(0) > 0:
            kept = warped.index_select(0, picked)
            k = top_k.index_select(0, picked)
            if bool((k < vocabulary).any().item()):
                limit = kept.sort(-1, descending=True)[0].gather(1, (k - 1).unsqueeze(1))
                kept = kept.masked_fill(kept < limit, float("-inf"))
            nothing = torch.zeros(kept.size(0), dtype=torch.float64, device=scores.device)
            tokens.index_copy_(0, picked, self.pick(kept, choices.index_select(0, picked), nothing).squeeze(1))
        return tokens

    def pick(self, scores: Tensor, choices: Tensor, rest: Tensor) -> Tensor:
        """Positions int64 [R, 1] drawn from scores [R, any], whose tokens are in the order of their ids. ``rest`` [R] is the
        weight, beside one of 1 for the highest score, of less probable tokens that are not among them."""
        highest = scores.amax(-1, True)
        top_p = choices[:, 2:3]
        if bool((top_p < 1).any().item()):
            # The least probable go as long as they sum to at most 1 - p; of equal ones those with the lower ids first.
            ordered, index = torch.sort(scores, dim=-1, stable=True)
            cumulative = torch.exp(ordered - highest).cumsum(-1, dtype=torch.float64) + rest.unsqueeze(1)
            dropped = (cumulative <= (1 - top_p) * cumulative[:, -1:]) & (top_p < 1)
            dropped[:, -1] = False
            scores = scores.masked_fill(torch.zeros_like(dropped).scatter(1, index, dropped), float("-inf"))
        weights = torch.exp(scores - highest)
        weights = weights.masked_fill(weights < choices[:, 3:4], 0.0)
        cumulative = weights.cumsum(-1, dtype=torch.float64)
        total = cumulative[:, -1:]
        drawn = (cumulative <= choices[:, 5:6] * total).sum(-1, keepdim=True)
        # The product may be rounded up to the total.
        return torch.minimum(drawn, (cumulative < total).sum(-1, keepdim=True))
