"""Writes a GPT-2 checkpoint in Hugging Face layout as a GGUF file in float32, for `rapport bench inference --gguf`.

    python gpt2_to_gguf.py FOLDER FILE.gguf          (needs gguf, torch and transformers)

Names and layout as llama.cpp reads architecture "gpt2": matrices as [out, in], one tensor for query, key and value.
"""

import json
import pathlib
import sys

import gguf
from transformers import AutoTokenizer, GPT2LMHeadModel


def main() -> None:
    folder, target = sys.argv[1], sys.argv[2]
    model = GPT2LMHeadModel.from_pretrained(folder)
    config, weights = model.config, model.state_dict()
    writer = gguf.GGUFWriter(target, "gpt2")
    writer.add_name(pathlib.Path(folder).name)
    writer.add_block_count(config.n_layer)
    writer.add_context_length(config.n_positions)
    writer.add_embedding_length(config.n_embd)
    writer.add_feed_forward_length(4 * config.n_embd)
    writer.add_head_count(config.n_head)
    writer.add_layer_norm_eps(config.layer_norm_epsilon)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    add_tokenizer(writer, folder, config.vocab_size)

    def put(name, key, transposed=False):
        tensor = weights["transformer." + key].float()
        writer.add_tensor(name, (tensor.t() if transposed else tensor).contiguous().numpy())

    put("token_embd.weight", "wte.weight")
    put("output.weight", "wte.weight")
    put("position_embd.weight", "wpe.weight")
    for part in ("weight", "bias"):
        put(f"output_norm.{part}", f"ln_f.{part}")
    for layer in range(config.n_layer):
        for name, key in (
            ("attn_norm", "ln_1"),
            ("attn_qkv", "attn.c_attn"),
            ("attn_output", "attn.c_proj"),
            ("ffn_norm", "ln_2"),
            ("ffn_up", "mlp.c_fc"),
            ("ffn_down", "mlp.c_proj"),
        ):
            for part in ("weight", "bias"):
                transposed = part == "weight" and "norm" not in name
                put(f"blk.{layer}.{name}.{part}", f"h.{layer}.{key}.{part}", transposed)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def add_tokenizer(writer, folder: str, size: int) -> None:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokens = [None] * size
    for token, index in tokenizer.get_vocab().items():
        tokens[index] = token
    special = set(tokenizer.all_special_tokens)
    kinds = [gguf.TokenType.CONTROL if token in special else gguf.TokenType.NORMAL for token in tokens]
    merges = json.loads(tokenizer.backend_tokenizer.to_str())["model"]["merges"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list([token if token is not None else f"[unused{i}]" for i, token in enumerate(tokens)])
    writer.add_token_types(kinds)
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in merges])
    writer.add_eos_token_id(tokenizer.eos_token_id)
    writer.add_bos_token_id(tokenizer.eos_token_id)
    writer.add_add_bos_token(False)


if __name__ == "__main__":
    main()
