export { main } from './main.ts';
export type { Streams } from './streams.ts';
