export { compareValues, type Difference, type Value, type Values } from './compare.ts';
export { knownDevices, parseDevices, referenceDevice, type DeviceName } from './device-name.ts';
export {
  describeAttempt,
  openDevice,
  type Attempt,
  type DeviceOptions,
  type DeviceReport,
  type DeviceSession,
} from './open-device.ts';
export type { Runtime } from './runtime.ts';
