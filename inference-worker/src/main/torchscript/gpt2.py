"""GPT-2 as one code-only TorchScript module with a paged cache of keys and values.

The artefact holds no weights: the caller puts them in once, then calls ``step`` for every step of its decode loop,
so that a whole step costs one call across the language border. Run ``build.py`` to write the artefact anew.

A step reads packed tokens, first one token for each sequence that decodes, then all tokens of each prompt that joins,
then padding. Shapes: N packed tokens, C width, H heads, D = C / H, P pages of B tokens, V vocabulary.
Page 0 belongs to nobody: padding is written there and short page lists are filled up with it.
"""

from typing import Final, List, Tuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Gpt2(nn.Module):
    """``prepacked`` is fixed when the artefact is built: true uses oneDNN's packed weights, which not every libtorch has."""

    prepacked: Final[bool]
    # The head's rows are rounded up to this, as the caller does with packed tokens: oneDNN prepares a kernel for every
    # new shape.
    row_bucket: Final[int]
    heads: int
    page_tokens: int
    epsilon: float
    batch_hint: int
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

    def __init__(self, prepacked: bool):
        super().__init__()
        nothing = torch.zeros(0)
        self.prepacked = prepacked
        self.row_bucket = 16
        self.heads = 1
        self.page_tokens = 1
        self.epsilon = 1e-5
        self.batch_hint = 32
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

    @torch.jit.export
    def put_ends(self, tensors: List[Tensor]):
        """Token embedding [V, C], position embedding [positions, C], final norm's weight and bias [C] and, when it is
        not tied to the token embedding, the head [V, C]. Everything is copied: the caller's memory may be a mapped file.
        """
        self.token_embedding = tensors[0].clone()
        self.position_embedding = tensors[1].clone()
        self.final_norm_weight = tensors[2].clone()
        self.final_norm_bias = tensors[3].clone()
        if len(tensors) > 4:
            self.head_weight = self.pack(tensors[4])
        elif self.prepacked:
            self.head_weight = self.pack(self.token_embedding)
        else:
            self.head_weight = self.token_embedding

    @torch.jit.export
    def put_layer(self, tensors: List[Tensor]):
        """Norm 1, norm 2 (weight and bias each), then weight [in, out] and bias [out] of c_attn, c_proj, c_fc, c_proj."""
        for i in range(4):
            self.norms.append(tensors[i].clone())
        for i in range(4):
            self.weights.append(self.pack(tensors[4 + 2 * i].t()))
            self.biases.append(tensors[5 + 2 * i].clone())

    @torch.jit.export
    def start(self, heads: int, pages: int, page_tokens: int, epsilon: float):
        """Allocates the cache. One tensor for all layers: one a layer would be merged by common-subexpression elimination."""
        self.heads = heads
        self.page_tokens = page_tokens
        self.epsilon = epsilon
        layers = len(self.norms) // 4
        size = self.token_embedding.size(1) // heads
        self.keys = torch.zeros(layers, pages, heads, size, page_tokens)
        self.values = torch.zeros(layers, pages, heads, page_tokens, size)

    @torch.jit.export
    def step(self, packed: Tensor, table: Tensor, decoding: int, ends: List[int]) -> Tuple[Tensor, Tensor]:
        """One step of the decode loop.

        packed    int64 [4, N]: token, position, page, offset in the page
        table     int64 [decoding, pages of the longest sequence]: pages of each decoding sequence, in order
        decoding  how many of the packed tokens are decode tokens
        ends      end of each joining prompt in the packed tokens, ascending
        returns   logits [decoding + prompts, V] of the token after each sequence, and their log of summed exponentials
        """
        tokens = packed[0]
        positions = packed[1]
        pages = packed[2]
        offsets = packed[3]
        width = self.token_embedding.size(1)
        heads = self.heads
        size = width // heads
        used = decoding
        if len(ends) > 0:
            used = ends[-1]
        hidden = F.embedding(tokens, self.token_embedding) + F.embedding(positions, self.position_embedding)
        plan = self.plan(table, positions[:decoding], heads, size)
        for layer in range(len(self.norms) // 4):
            n = 4 * layer
            normed = F.layer_norm(hidden, [width], self.norms[n], self.norms[n + 1], self.epsilon)
            qkv = self.linear(normed, self.weights[n], self.biases[n], "none")
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
            first = decoding
            for end in ends:
                attended.append(self.attend_prompt(query[first:end], key[first:end], value[first:end]))
                first = end
            if used < tokens.size(0):
                attended.append(torch.zeros(tokens.size(0) - used, width))
            mixed = torch.cat(attended, 0)
            hidden = hidden + self.linear(mixed, self.weights[n + 1], self.biases[n + 1], "none")
            normed = F.layer_norm(hidden, [width], self.norms[n + 2], self.norms[n + 3], self.epsilon)
            inner = self.linear(normed, self.weights[n + 2], self.biases[n + 2], "gelu")
            hidden = hidden + self.linear(inner, self.weights[n + 3], self.biases[n + 3], "none")
        return self.logits(hidden, decoding, ends)

    def forward(self, packed: Tensor) -> Tensor:
        return packed

    def plan(self, table: Tensor, positions: Tensor, heads: int, size: int) -> List[Tensor]:
        """What paged attention looks up, equal for every layer: indices and bag offsets of keys and values, and the mask."""
        decoding = positions.size(0)
        columns = table.size(1)
        length = columns * self.page_tokens
        base = table.int().view(-1, 1, columns) * heads + torch.arange(heads, dtype=torch.int32).view(1, heads, 1)
        base = base.view(-1, heads, columns, 1)
        if decoding == 0:
            base = base[:0]
        key_rows = (base * size + torch.arange(size, dtype=torch.int32).view(1, 1, 1, size)).view(-1)
        key_bags = torch.arange(0, decoding * heads * columns * size, size, dtype=torch.int32)
        unread = torch.arange(length).view(1, 1, length) > positions.view(decoding, 1, 1)
        value_rows = base * self.page_tokens + torch.arange(self.page_tokens, dtype=torch.int32).view(1, 1, 1, -1)
        value_rows = value_rows.view(decoding, heads, length).masked_fill(unread, 0).view(-1)
        value_bags = torch.arange(0, decoding * heads * length, length, dtype=torch.int32)
        return [key_rows, key_bags, value_rows, value_bags, unread]

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
        scores = scores.view(decoding, heads, length).masked_fill(unread, float("-inf"))
        shares = torch.softmax(scores, -1)
        value_table = values.view(pages * heads * self.page_tokens, size)
        mixed = torch.embedding_bag(value_table, plan[2], plan[3], False, 0, False, shares.view(-1))[0]
        return mixed.view(decoding, heads * size)

    def attend_prompt(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """Causal attention of a whole prompt over itself."""
        length = query.size(0)
        heads = key.size(1)
        size = key.size(2)
        mixed = F.scaled_dot_product_attention(
            query.view(1, length, heads, size).transpose(1, 2),
            key.transpose(0, 1).unsqueeze(0),
            value.transpose(0, 1).unsqueeze(0),
            None,
            0.0,
            True,
        )
        return mixed.transpose(1, 2).reshape(length, heads * size)

    def logits(self, hidden: Tensor, decoding: int, ends: List[int]) -> Tuple[Tensor, Tensor]:
        """Logits after the last token of each sequence only: the head is the widest product of all."""
        count = decoding + len(ends)
        rows: List[int] = []
        for i in range(decoding):
            rows.append(i)
        for end in ends:
            rows.append(end - 1)
        while len(rows) % self.row_bucket != 0:
            rows.append(0)
        last = hidden.index_select(0, torch.tensor(rows, dtype=torch.int64))
        last = F.layer_norm(last, [last.size(1)], self.final_norm_weight, self.final_norm_bias, self.epsilon)
        if self.prepacked:
            scores = torch.ops.mkldnn._linear_pointwise(last, self.head_weight, None, "none", [], "")
        else:
            scores = F.linear(last, self.head_weight)
        scores = scores[:count]
        return scores, torch.logsumexp(scores, -1)

    def pack(self, weight: Tensor) -> Tensor:
        """A weight [out, in] as the products of this artefact want it."""
        if self.prepacked:
            return torch.ops.mkldnn._reorder_linear_weight(weight.contiguous(), self.batch_hint)
        return weight.clone(memory_format=torch.contiguous_format)

    def linear(self, x: Tensor, weight: Tensor, bias: Tensor, activation: str) -> Tensor:
        if self.prepacked:
            return torch.ops.mkldnn._linear_pointwise(x, weight, bias, activation, [], "tanh")
        y = F.linear(x, weight, bias)
        if activation == "gelu":
            y = F.gelu(y, approximate="tanh")
        return y
