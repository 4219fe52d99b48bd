export * from './zxcvbn-estimator.js';
