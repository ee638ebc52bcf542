"""Whether transformers reads a checkpoint as Rapport does: the same ids, and the same greedy replies token for token.

    python same_as_transformers.py path/to/rapport CHECKPOINT [PROMPTS.jsonl]

PROMPTS has one {"prompt": "..."} a line. Prints one line and exits 1 when anything differs. Needs torch, transformers.
"""

import json
import subprocess
import sys

import torch
from transformers import AutoTokenizer, GPT2LMHeadModel

PROMPTS = [
    "task: recommend\nlanguage: en\ntone: friendly\nname: Ada\nproduct: Aurora Lamp\nprice: 39.90 EUR\nreply:",
    "task: recommend\nlanguage: zh\nname: 王小明\nproduct: 蓝牙耳机\nprice: 299元\nreply:",
    "task: support\nlanguage: en\nname: José\nrequest: where's my order #A-1093?\nreply:",
    "Émile  said:\t“naïve”, 12345 …\u3000全角\nreply:\n",
]
NEW_TOKENS = 64


def main() -> int:
    launcher, folder = sys.argv[1], sys.argv[2]
    prompts = PROMPTS
    if len(sys.argv) > 3:
        with open(sys.argv[3], encoding="utf-8") as lines:
            prompts = [json.loads(line)["prompt"] for line in lines if line.strip()]
    command = [launcher, "generate", "--model", folder, "--greedy", "-n", "1", "--json", "--max-new-tokens", str(NEW_TOKENS)]
    for prompt in prompts:
        command += ["--prompt", prompt]
    ours = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["results"]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = GPT2LMHeadModel.from_pretrained(folder, dtype=torch.float32).eval()
    different = 0
    for prompt, result in zip(prompts, ours):
        ids = tokenizer(prompt, return_tensors="pt")["input_ids"]
        written = model.generate(ids, attention_mask=torch.ones_like(ids), do_sample=False, max_new_tokens=NEW_TOKENS)
        reply = written[0, ids.shape[1] :].tolist()
        text = tokenizer.decode(reply, skip_special_tokens=True)
        candidate = result["candidates"][0]
        theirs = [token for token in reply if token != model.config.eos_token_id]
        mine = [token for token in candidate["tokens"] if token != model.config.eos_token_id]
        if ids[0].tolist() != result["promptTokens"] or theirs != mine or text != candidate["text"]:
            different += 1
            print(f"{prompt!r}\n  rapport      {mine} {candidate['text']!r}\n  transformers {theirs} {text!r}")
    print(f"{len(prompts) - different} of {len(prompts)} prompts with the same reply, token for token")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
