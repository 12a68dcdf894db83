"""The convolutions of VGG-16 to conv5_1 alone, 224 px, forward and input gradient: ONNX Runtime's beside PyTorch's.

One thread, milliseconds of processor time, the best of eight turns; ONNX Runtime's have a reorder before and after. Needs
torch, onnx and onnxruntime.
"""
import time
import numpy as np
import onnx.helper as onnx
import onnxruntime
import torch
from onnx import TensorProto, numpy_helper

torch.set_num_threads(1)
turns = 8
# channels, filters, px, how many of them
layers = [(3, 64, 224, 1), (64, 64, 224, 1), (64, 128, 112, 1), (128, 128, 112, 1), (128, 256, 56, 1),
          (256, 256, 56, 2), (256, 512, 28, 1), (512, 512, 28, 2), (512, 512, 14, 1)]


def ours(channels, filters, size):
    w = np.random.randn(filters, channels, 3, 3).astype(np.float32)
    value = lambda name, width: onnx.make_tensor_value_info(name, TensorProto.FLOAT, [1, width, size, size])
    conv = onnx.make_node("Conv", ["x", "w"], ["y"], pads=[1] * 4)
    graph = onnx.make_graph([conv], "conv", [value("x", channels)], [value("y", filters)], [numpy_helper.from_array(w, "w")])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    model = onnx.make_model(graph, opset_imports=[onnx.make_opsetid("", 17)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), options)
    x = np.random.rand(1, channels, size, size).astype(np.float32)
    return lambda: session.run(None, {"x": x})


def theirs(channels, filters, size, layout):
    ready = lambda tensor: tensor.to(memory_format=layout)
    x, y = (ready(torch.rand(1, width, size, size)) for width in (channels, filters))
    w = ready(torch.randn(filters, channels, 3, 3))
    back = torch.ops.aten.convolution_backward
    return (lambda: torch.nn.functional.conv2d(x, w, None, 1, 1),
            lambda: back(y, x, w, None, [1, 1], [1, 1], [1, 1], False, [0, 0], 1, [True, False, False]))


def milliseconds(job):
    start = time.process_time()
    job()
    return 1000 * (time.process_time() - start)


totals = {}
for channels, filters, size, count in layers:
    jobs = {"ONNX Runtime": [ours(channels, filters, size), ours(filters, channels, size)]}
    for name, layout in (("contiguous", torch.contiguous_format), ("channels_last", torch.channels_last)):
        jobs[name] = theirs(channels, filters, size, layout)
    # The gradient of the picture's own convolution has another form in onnx-grad.
    ways = 1 if channels == 3 else 2
    times = {(name, way): [] for name in jobs for way in range(ways)}
    for _ in range(turns + 1):
        for (name, way), taken in times.items():
            taken.append(milliseconds(jobs[name][way]))
    for (name, _), taken in times.items():
        totals[name] = totals.get(name, 0) + count * min(taken[1:])
for name, total in totals.items():
    print(f"{name}: {total:.0f} ms, {total / totals['ONNX Runtime']:.2f} of ONNX Runtime's")
