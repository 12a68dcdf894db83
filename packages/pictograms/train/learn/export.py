"""Writes trained networks as ONNX (opset 13): weights of matrices in half precision, cast where they are used.

    python3 learn/export.py CLASSES.json OUT.onnx runs/pictograms-0.pt runs/pictograms-1.pt
    python3 learn/export.py all OUT.onnx runs/judge.pt

CLASSES.json names the classes to keep, in their order; the judge keeps all, as `concepts.txt` has them.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from onnx import TensorProto, checker, helper, numpy_helper, save

from networks import Judge, trained


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

    def conv(self, x, name, weight, bias, pad, stride=1, group=1, output=None):
        inputs = [x, self.constant(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)]
        window = {"kernel_shape": list(weight.shape[2:]), "pads": [pad] * 4, "strides": [stride] * 2}
        groups = {"group": group} if group > 1 else {}
        return self.node("Conv", inputs, output or name, **window, **groups)

    def centred(self):
        middle, scale = self.constant("middle", np.array([0.5])), self.constant("scale", np.array([4.0]))
        return self.node("Mul", [self.node("Sub", ["image", middle], "centred"), scale], "scaled")

    def head(self, x, weight, bias, output):
        inputs = [x, self.constant("fc.weight", weight), self.constant("fc.bias", bias)]
        return self.node("Gemm", inputs, output, transB=1)

    def write(self, path, name, classes):
        image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 3, "H", "W"])
        logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", classes])
        graph = helper.make_graph(self.casts + self.nodes, name, [image], [logits], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="pictograms")
        model.ir_version = 7
        checker.check_model(model)
        save(model, path)


def export_pictograms(states, path, names):
    """Networks beside each other are one whose convolutions have a group for each; its logits are the mean of theirs."""
    networks = [trained(state) for state in states]
    writer = Writer()
    x = writer.centred()
    for number, (name, pooled) in enumerate(networks[0].layers, 1):
        layers = [getattr(network, name) for network in networks]
        weight, bias = torch.cat([layer.plain_weight() for layer in layers]), torch.cat([layer.bias for layer in layers])
        group = 1 if number == 1 else len(layers)  # all see the picture
        x = writer.conv(x, name, weight, bias, layers[0].padding[0], group=group, output=f"{name}/linear")
        x = writer.node("Mul", [x, writer.node("Sigmoid", [x], f"{name}/sigmoid")], name)
        if pooled:
            x = writer.node("AveragePool", [x], f"pool{number}", kernel_shape=[2, 2], strides=[2, 2])
    x = writer.node("Flatten", [writer.node("GlobalAveragePool", [x], "mean")], "gap", axis=1)
    kept = [states[0]["classes"].index(name) for name in names]
    weights = torch.cat([network.fc.weight[kept] for network in networks], 1)
    biases = sum(network.fc.bias[kept] for network in networks)
    writer.head(x, weights / len(networks), biases / len(networks), "logits")
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
    writer.head(writer.node("Flatten", [x], "features", axis=1), network.fc.weight, network.fc.bias, "logits")
    writer.write(path, "judge", len(state["classes"]))


if __name__ == "__main__":
    names, out, *paths = sys.argv[1:]
    states = [torch.load(path) for path in paths]
    if names == "all":
        export_judge(states[0], out)
    else:
        export_pictograms(states, out, json.loads(Path(names).read_text()))
