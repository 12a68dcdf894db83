import type { NetworkRecord } from './network-record.ts';

/** ImageNet's mean and deviation in [0, 1], as torchvision and MXNet train with. */
const imagenet = {
  channels: 'RGB',
  range: [0, 1],
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
  size: [224, 224],
} as const;

/** Caffe's: BGR bytes less their mean. */
const caffe = {
  channels: 'BGR',
  range: [0, 255],
  mean: [104, 117, 123],
  std: [1, 1, 1],
  size: [224, 224],
} as const;

/** DenseNet-Caffe's: BGR bytes less their mean, times 0.017. */
const densenetCaffe = { ...caffe, mean: [103.94, 116.78, 123.68], std: [58.8235, 58.8235, 58.8235] } as const;

/**
 * Networks that can be pulled by name. Sizes and hashes are those of the ONNX Model Zoo's own records (2025); its files
 * moved to Hugging Face in July 2025. Of three the zoo does not say what they expect: `input` is what their Caffe originals
 * were trained with (BVLC's AlexNet and GoogLeNet; DenseNet-Caffe).
 */
export const knownNetworks: readonly NetworkRecord[] = [
  {
    name: 'vgg16',
    description: 'VGG-16: plain stacks of 3 x 3 convolutions, the classic of feature visualisation',
    urls: ['https://huggingface.co/onnxmodelzoo/vgg16-12/resolve/main/vgg16-12.onnx'],
    bytes: 553_437_752,
    sha256: '722c42f53ca03a5480296bf8f9c85a151de3eed9ec982d7d2302ff6e2900c67b',
    licence: 'Apache-2.0',
    input: imagenet,
  },
  {
    name: 'vgg19',
    description: 'VGG-19: VGG-16 with three more convolutions',
    urls: ['https://huggingface.co/onnxmodelzoo/vgg19-7/resolve/main/vgg19-7.onnx'],
    bytes: 574_677_321,
    sha256: '692f9f927f1df1b89033787a77a73eac59fd9b3344f9ecdf0b13221e41c2046f',
    licence: 'Apache-2.0',
    input: imagenet,
  },
  {
    name: 'googlenet',
    description: 'GoogLeNet (Inception v1) as Caffe trained it',
    urls: ['https://huggingface.co/onnxmodelzoo/googlenet-12/resolve/main/googlenet-12.onnx'],
    bytes: 28_021_836,
    sha256: 'c99c507058eaf41de8723408fdda7db8325cb57f0a89f2ee07a716d6e963e14e',
    licence: 'BSD-3-Clause',
    input: caffe,
  },
  {
    name: 'inception-v1',
    description: 'Inception v1 as Caffe2 had it',
    urls: ['https://huggingface.co/onnxmodelzoo/inception-v1-12/resolve/main/inception-v1-12.onnx'],
    bytes: 28_021_958,
    sha256: '814b31a6316873bd03d2d808415ce1f40a7bf48ad88eab5ecc3cdc8dc6cf38ec',
    licence: 'MIT',
    input: caffe,
  },
  {
    name: 'squeezenet1.1',
    description: 'SqueezeNet 1.1: small and fast',
    urls: ['https://huggingface.co/onnxmodelzoo/squeezenet1.1-7/resolve/main/squeezenet1.1-7.onnx'],
    bytes: 4_956_208,
    sha256: '1eeff551a67ae8d565ca33b572fc4b66e3ef357b0eb2863bb9ff47a918cc4088',
    licence: 'Apache-2.0',
    input: imagenet,
  },
  {
    name: 'resnet18',
    description: 'ResNet-18 v1',
    urls: ['https://huggingface.co/onnxmodelzoo/resnet18-v1-7/resolve/main/resnet18-v1-7.onnx'],
    bytes: 46_820_737,
    sha256: '4e8f8653e7a2222b3904cc3fe8e304cd8b339ce1d05fd24688162f86fb6df52c',
    licence: 'Apache-2.0',
    input: imagenet,
  },
  {
    name: 'resnet50',
    description: 'ResNet-50 v1',
    urls: ['https://huggingface.co/onnxmodelzoo/resnet50-v1-12/resolve/main/resnet50-v1-12.onnx'],
    bytes: 102_576_593,
    sha256: '3f03fdef724b22947eed826f1eef1dc5c34151bb4c37d634f1db89dfa2dd1526',
    licence: 'Apache-2.0',
    input: imagenet,
  },
  {
    name: 'mobilenetv2',
    description: 'MobileNet v2: depthwise convolutions',
    urls: ['https://huggingface.co/onnxmodelzoo/mobilenetv2-12/resolve/main/mobilenetv2-12.onnx'],
    bytes: 13_964_571,
    sha256: 'c0c3f76d93fa3fd6580652a45618618a220fced18babf65774ed169de0432ad5',
    licence: 'Apache-2.0',
    input: imagenet,
  },
  {
    name: 'densenet121',
    description: 'DenseNet-121',
    urls: ['https://huggingface.co/onnxmodelzoo/densenet-12/resolve/main/densenet-12.onnx'],
    bytes: 32_726_877,
    sha256: '0294e7e88e5b3360de9b0fdc321baf9e6ef18b7f058c4536caae3b9f18ed9ed5',
    licence: 'MIT',
    input: densenetCaffe,
  },
  {
    name: 'alexnet',
    description: 'AlexNet as Caffe trained it',
    urls: ['https://huggingface.co/onnxmodelzoo/bvlcalexnet-12/resolve/main/bvlcalexnet-12.onnx'],
    bytes: 243_863_787,
    sha256: '6b0da9510f27f234ee96a85dc3809dd210150fdefad87f6850f9788513216945',
    licence: 'BSD-3-Clause',
    input: caffe,
  },
];
