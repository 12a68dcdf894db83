"""Writes a trained network as ONNX (opset 13): weights of matrices in half precision, cast where they are used.

    python3 learn/export.py runs/pictograms.pt OUT.onnx CLASSES.json
    python3 learn/export.py runs/judge.pt OUT.onnx

CLASSES.json names the classes to keep, in their order; the judge keeps all, as `concepts.txt` has them.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from onnx import TensorProto, checker, helper, numpy_helper, save

from networks import Judge, Pictograms


class Writer:
    def __init__(self):
        self.casts, self.nodes, self.constants = [], [], []

    def constant(self, name, value):
        array = np.ascontiguousarray(value.detach().numpy() if torch.is_tensor(value) else value)
        if array.ndim < 2:
            self.constants.append(numpy_helper.from_array(array.astype(np.float32), name))
        else:
            self.constants.append(numpy_helper.from_array(array.astype(np.float16), f"{name}.half"))
            self.casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
        return name

    def node(self, op, inputs, output, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, **attributes))
        return output

    def conv(self, x, name, weight, bias, pad, stride=1, output=None):
        inputs = [x, self.constant(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)]
        size = list(weight.shape[2:])
        return self.node("Conv", inputs, output or name, kernel_shape=size, pads=[pad] * 4, strides=[stride] * 2)

    def centred(self):
        middle, scale = self.constant("middle", np.array([0.5])), self.constant("scale", np.array([4.0]))
        return self.node("Mul", [self.node("Sub", ["image", middle], "centred"), scale], "scaled")

    def head(self, x, fc, output, kept=slice(None)):
        inputs = [x, self.constant("fc.weight", fc.weight[kept]), self.constant("fc.bias", fc.bias[kept])]
        return self.node("Gemm", inputs, output, transB=1)

    def write(self, path, name, classes):
        image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 3, "H", "W"])
        logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", classes])
        graph = helper.make_graph(self.casts + self.nodes, name, [image], [logits], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="pictograms")
        model.ir_version = 7
        checker.check_model(model)
        save(model, path)


def export_pictograms(state, path, names):
    network = Pictograms(len(state["classes"]))
    network.load_state_dict(state["average"])
    writer = Writer()
    x = writer.centred()
    for number, (name, pooled) in enumerate(network.layers, 1):
        layer = getattr(network, name)
        x = writer.conv(x, name, layer.plain_weight(), layer.bias, layer.padding[0], output=f"{name}/linear")
        x = writer.node("Mul", [x, writer.node("Sigmoid", [x], f"{name}/sigmoid")], name)
        if pooled:
            x = writer.node("AveragePool", [x], f"pool{number}", kernel_shape=[2, 2], strides=[2, 2])
    x = writer.node("Flatten", [writer.node("GlobalAveragePool", [x], "mean")], "gap", axis=1)
    writer.head(x, network.fc, "logits", [state["classes"].index(name) for name in names])
    writer.write(path, "pictograms", len(names))


def export_judge(state, path):
    network = Judge(len(state["classes"]))
    network.load_state_dict(state["network"])
    network.eval()
    writer = Writer()
    x = writer.centred()
    for i, layer in enumerate(network.features):
        name = f"layer{i}"
        if isinstance(layer, torch.nn.Conv2d):
            norm = network.features[i + 1]
            scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            bias = norm.bias - norm.running_mean * scale
            x = writer.conv(x, name, layer.weight * scale[:, None, None, None], bias, layer.padding[0], layer.stride[0])
        elif isinstance(layer, torch.nn.ReLU):
            x = writer.node("Relu", [x], name)
        elif isinstance(layer, torch.nn.MaxPool2d):
            x = writer.node("MaxPool", [x], name, kernel_shape=[2, 2], strides=[2, 2])
    writer.head(writer.node("Flatten", [x], "features", axis=1), network.fc, "logits")
    writer.write(path, "judge", len(state["classes"]))


if __name__ == "__main__":
    trained, out = torch.load(sys.argv[1]), sys.argv[2]
    if "average" in trained:
        export_pictograms(trained, out, json.loads(Path(sys.argv[3]).read_text()))
    else:
        export_judge(trained, out)
