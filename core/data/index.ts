/** `data`: data sets and how they are read in batches. */
export { type Digits, type DigitsOptions, digits } from './digits.ts';
export { setResourceLoader } from './resources.ts';
