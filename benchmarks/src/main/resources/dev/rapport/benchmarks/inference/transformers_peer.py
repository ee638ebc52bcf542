"""The same work in Hugging Face transformers, for `rapport bench inference --python`.

Reads one request a line on standard input and answers with one line: {"seconds": s}. Needs torch and transformers.
Request: {"prompts": [[ids], ...], "newTokens": [n, ...]}: all prompts as one batch, padded on the left, greedily
continued until the longest is done; nothing ends early.
"""

import json
import sys
import time

import torch
from transformers import GPT2LMHeadModel
from transformers.utils import logging


def main() -> None:
    folder, precision = sys.argv[1], sys.argv[2]
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    model = GPT2LMHeadModel.from_pretrained(folder, dtype=dtype).eval()
    print(json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        prompts = request["prompts"]
        width = max(len(ids) for ids in prompts)
        ids = torch.tensor([[0] * (width - len(row)) + row for row in prompts])
        mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in prompts])
        count = max(request["newTokens"])
        started = time.perf_counter()
        with torch.inference_mode():
            model.generate(
                ids, attention_mask=mask, min_new_tokens=count, max_new_tokens=count, do_sample=False, pad_token_id=0
            )
        print(json.dumps({"seconds": time.perf_counter() - started}), flush=True)


if __name__ == "__main__":
    main()
