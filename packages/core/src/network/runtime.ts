export type { Attempt, DeviceName, DeviceReport, Runtime } from 'onnx-grad/device';
