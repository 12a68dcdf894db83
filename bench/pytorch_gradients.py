"""Forward + input gradient in PyTorch on the CPU, for bench/src/gradients.ts, which describes the networks.

Reads one JSON job a line: {"layers", "size", "batch", "layout": "contiguous" | "channels_last"}; answers with the
milliseconds of one evaluation. The first job of a kind is run once more, to warm up. Arguments: `memory`: one job, then
this process's peak memory in MB; `one-thread`: on one thread, and milliseconds of processor time.
"""
import json, math, re, resource, sys, time
import torch
import torch.nn.functional as F

alone = "one-thread" in sys.argv
clock = time.process_time if alone else time.perf_counter
torch.set_num_threads(1 if alone else 2)
torch.manual_seed(0)
networks = {}


def activate(x, act):
    return F.relu(x) if act == "relu" else F.relu6(x) if act == "relu6" else x


def build(layers, width):
    """(function, channels of its output)"""
    steps = []
    for layer in layers:
        step, width = makers[layer["kind"]](layer, width)
        steps.append(step)

    def run(x):
        for step in steps:
            x = step(x)
        return x

    return run, width


def conv(layer, width):
    k, group = layer["kernel"], width if layer["depthwise"] else 1
    to = width if layer["depthwise"] else layer["to"]
    w, bias = weight(to, width // group, k, k), torch.randn(to) * 0.05
    return (lambda x: activate(F.conv2d(x, place(w, x), bias, layer["stride"], k // 2, groups=group), layer["act"])), to


placed = {}


def place(w, x):
    """Weights in the layout of the picture, as a user would convert the module once."""
    if not x.is_contiguous(memory_format=torch.channels_last) or x.is_contiguous():
        return w
    return placed.setdefault(id(w), w.contiguous(memory_format=torch.channels_last))


def weight(*dims):
    return torch.randn(*dims) * math.sqrt(2 / math.prod(dims[1:]))


def maxpool(layer, width):
    return (lambda x: F.max_pool2d(x, layer["kernel"], layer["stride"], layer["pad"])), width


def branches(layer, width):
    parts = [build(branch, width) for branch in layer["branches"]]
    if layer["kind"] == "sum":
        return (lambda x: activate(parts[0][0](x) + parts[1][0](x), layer["act"])), parts[0][1]
    return (lambda x: activate(torch.cat([run(x) for run, _ in parts], 1), layer["act"])), sum(w for _, w in parts)


def tokens(layer, width):
    w, bias = weight(layer["width"], 3, layer["patch"], layer["patch"]), torch.randn(layer["width"]) * 0.05
    return (lambda x: F.conv2d(x, place(w, x), bias, layer["patch"]).flatten(2).transpose(1, 2)), layer["width"]


def transformer(layer, width):
    heads = layer["heads"]
    linear = lambda to, inner: (weight(to, inner), torch.randn(to) * 0.05)
    (q, k, v, out), up, down = [linear(width, width) for _ in range(4)], linear(4 * width, width), linear(width, 4 * width)
    norm = lambda x: F.layer_norm(x, (width,), torch.ones(width), torch.zeros(width))
    split = lambda x: x.unflatten(-1, (heads, -1)).transpose(1, 2)

    def attend(x):
        a, b, c = (split(F.linear(x, *p)) for p in (q, k, v))
        if hasattr(F, "scaled_dot_product_attention"):
            mixed = F.scaled_dot_product_attention(a, b, c)
        else:
            mixed = ((a @ b.transpose(-1, -2)) * math.sqrt(heads / width)).softmax(-1) @ c
        return F.linear(mixed.transpose(1, 2).flatten(2), *out)

    def run(x):
        x = x + attend(norm(x))
        return x + F.linear(F.gelu(F.linear(norm(x), *up)), *down)

    return run, width


makers = {"conv": conv, "maxpool": maxpool, "sum": branches, "concat": branches, "tokens": tokens, "transformer": transformer}


def evaluate(job):
    key = json.dumps(job["layers"])
    if key not in networks:
        networks[key] = build(job["layers"], 3)[0]
    layout = torch.channels_last if job["layout"] == "channels_last" else torch.contiguous_format
    x = torch.rand(job["batch"], 3, job["size"], job["size"]).to(memory_format=layout).requires_grad_(True)
    start = clock()
    y = networks[key](x)
    torch.autograd.grad((y * y).sum(), x)
    return 1000 * (clock() - start)


def peak_mb():
    """Of this process: on Linux getrusage counts the parent's too."""
    try:
        return int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


warm = set()
for line in sys.stdin:
    job = json.loads(line)
    if line not in warm:
        evaluate(job)
        warm.add(line)
    print(evaluate(job), flush=True)
    if "memory" in sys.argv:
        print(peak_mb(), flush=True)
        break
