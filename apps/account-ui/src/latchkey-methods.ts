export { MethodsElement } from './methods/methods-element.js';
