export { LatchkeyConsole } from './latchkey-console.js';
